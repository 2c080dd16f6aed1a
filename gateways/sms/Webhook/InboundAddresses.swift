// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Reads the addresses in webhooks: who wrote, and to which of our numbers.
struct InboundAddresses: Sendable {
    let plan: NumberPlan
    private let pool: NumberPool
    /// True where the provider writes telephone numbers in E.164 alone, perhaps without the `+`.
    private let isE164: Bool
    /// The SIM card of each number, counted from 1; nil: they stand in the order of the cards.
    private let sims: [Int?]?

    /// - Parameter numbers: the gateway's own, in the order of the configuration, which is the order of a phone's SIM cards.
    init(plan: NumberPlan, numbers: [Address], isE164: Bool = false, sims: [Int?]? = nil) {
        self.plan = plan
        self.isE164 = isE164
        self.sims = sims
        pool = NumberPool(numbers: numbers)
    }

    private var numbers: [Address] { pool.numbers }

    /// The sender, and what it calls itself where it is a name. A sender that no rule knows is still a sender: the
    /// message must not be lost. nil only for an empty text.
    func sender(_ text: String) -> NumberPlan.Sender? {
        if let sender = plan.anySender(text, isE164: isE164) { return sender }
        let scalars = text.unicodeScalars.lazy.filter { $0.value >= 0x20 }.prefix(Self.maximumNameScalars)
        let name = String(String.UnicodeScalarView(scalars)).drop { $0 == " " }.prefix(Self.maximumNameLength)
        return name.isEmpty ? nil : NumberPlan.Sender(address: Address(name.lowercased()), nickname: String(name))
    }

    /// Characters of a sender that is neither number nor name; networks allow 11 for a name and 15 digits.
    static let maximumNameLength = 64
    /// Scalars of it: a character may have any number of marks.
    private static let maximumNameScalars = 4 * maximumNameLength

    /// The recipient that a report is about; nil where it is no number.
    func recipient(_ text: String) -> Address? {
        plan.anySender(text, isE164: isE164)?.address
    }

    /// Whom a message went to, where it is an address. Our own are known as the configuration writes them.
    private func addressee(_ text: String) -> Address? {
        pool.named(text) ?? plan.sender(text, isE164: isE164)?.address
    }

    /// Which of our numbers a message was sent to. Of a group only ours count, where one is known; where the provider
    /// does not say at all, the SIM card does, or the one number that there is.
    func own(_ recipients: [String], copies: [String], sim: Int?) -> [Address] {
        let to = distinct(recipients)
        let group = distinct(recipients + copies)
        guard !to.isEmpty || !group.isEmpty else { return implied(sim: sim) }
        let ours = group.filter(numbers.contains)
        return group.count > 1 && !ours.isEmpty ? ours : to.isEmpty ? group : to
    }

    private func implied(sim: Int?) -> [Address] {
        guard numbers.count > 1, let sim else { return numbers.count == 1 ? numbers : [] }
        let holders = numbers.indices.filter { card(of: $0) == sim }
        // Two phones may each have such a card: then nobody can tell.
        return holders.count == 1 ? holders.map { numbers[$0] } : []
    }

    private func card(of position: Int) -> Int? {
        guard let sims else { return position + 1 }
        return sims[position]
    }

    private func distinct(_ texts: [String]) -> [Address] {
        var seen: Set<Address> = []
        return texts.compactMap(addressee).filter { seen.insert($0).inserted }
    }
}
