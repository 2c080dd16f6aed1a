// SPDX-License-Identifier: Apache-2.0

/// Why a mail was refused, by the words of a text alone.
struct StatusGuess {
    /// By words that mean one thing wherever they stand; nil where there are none.
    let sure: FailureReason?
    /// By those, else by words that mean it only where a server gives its reason.
    let likely: FailureReason?

    init(_ text: some StringProtocol) {
        self.init(ReportPhrases.places(in: SpokenText(text)))
    }

    init(_ places: [ReportPhrases.Meaning: Int]) {
        let sure = Self.chosen { places[.reason($0)] }
        self.sure = sure
        likely = sure ?? Self.chosen { places[.hint($0)] }
    }

    /// These say more than whatever stands beside them, wherever that is: a full mailbox is retried until time runs out,
    /// and a domain that does not exist may be the sender's.
    private static let telling: [FailureReason] = [.allowance, .full, .tooLarge, .timeRanOut, .sender]

    /// Of the others the first: what follows explains it.
    private static func chosen(_ place: (FailureReason) -> Int?) -> FailureReason? {
        if let found = telling.first(where: { place($0) != nil }) { return found }
        let found = FailureReason.allCases.compactMap { reason in place(reason).map { (reason, $0) } }
        return found.min { $0.1 < $1.1 }?.0
    }
}
