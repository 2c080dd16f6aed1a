// SPDX-License-Identifier: Apache-2.0

/// What mail programs write in one language around the mail that is answered or handed on. Data: each language has a
/// file. A second witness only; what stands where says more.
struct MailWords: Sendable {
    /// ISO 639-1.
    let language: String
    /// How a line begins that introduces a quote: "On 3 March Bob wrote:". Empty where dates or names come first.
    let openings: [String]
    /// What is said of who is quoted: "wrote".
    let verbs: [String]
    /// The names of the fields that are copied above an answered mail.
    let sender: [String]
    let date: [String]
    let to: [String]
    /// Fields that stand among the others and prove nothing.
    let others: [String]
    let subject: [String]
    /// What is said between two rules above an answered mail, and above one that is handed on.
    let originals: [String]
    let forwards: [String]
    /// In front of a subject, without the colon.
    let replies: [String]
    let forwardings: [String]
    /// How a line begins, or ends, that names the device on which the mail was written.
    let sent: [String]
    let sentEndings: [String]
    /// Devices without a brand.
    let devices: [String]
    /// By which a writer says that the answers stand within the mail below.
    var answersWithin: [String] = []

    static let all: [MailWords] = [
        .english, .german, .french, .spanish, .italian, .portuguese, .dutch, .swedish, .danish, .norwegian, .finnish,
        .polish, .czech, .slovak, .hungarian, .romanian, .turkish, .greek, .russian, .ukrainian, .bulgarian, .croatian,
        .slovenian, .lithuanian, .latvian, .estonian, .japanese, .korean, .chinese, .hebrew, .arabic, .persian,
        .vietnamese, .indonesian, .thai, .catalan,
    ]

    // MARK: - All languages together

    static let allVerbs = merged(\.verbs)
    static let allOpenings = merged(\.openings)
    /// As they begin a sentence within a line: " On ".
    static let allCapitalOpenings = allOpenings.map { " \($0.prefix(1).uppercased())\($0.dropFirst()) " }
        .filter { $0 != $0.lowercased() }
    static let allOriginals = merged(\.originals)
    static let allForwards = merged(\.forwards)
    static let allSent = merged(\.sent)
    static let allSentEndings = merged(\.sentEndings)
    static let allDevices = merged(\.devices)
    static let allAnswersWithin = merged(\.answersWithin)
    static let allReplies = Set(merged(\.replies))
    static let allForwardings = Set(merged(\.forwardings))

    /// What a copied field's name means, in each language that has it: the place in `all`, and the field.
    static let fields: [String: [(language: Int, field: CopiedField)]] = {
        var found: [String: [(language: Int, field: CopiedField)]] = [:]
        for (place, words) in all.enumerated() {
            let kinds: [(CopiedField, [String])] = [
                (.from, words.sender), (.date, words.date), (.to, words.to), (.subject, words.subject),
                (.other, words.others),
            ]
            for (field, names) in kinds {
                for name in names { found[name, default: []].append((place, field)) }
            }
        }
        return found
    }()

    private static func merged(_ words: KeyPath<MailWords, [String]>) -> [String] {
        var seen: Set<String> = []
        return all.flatMap { $0[keyPath: words] }.filter { seen.insert($0).inserted }
    }
}

/// A field of the answered mail's header, as it is copied above it.
enum CopiedField: Sendable {
    case from, date, to, subject, other
}
