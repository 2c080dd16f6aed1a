// SPDX-License-Identifier: Apache-2.0

import MIME
import Synchronization

/// What a mail is to other mails, as far as its header says: whether there may be history in it at all.
struct MailRelation: Sendable {
    enum Kind: Sendable {
        case answer, forward
        /// Its prefix means an answer in one language and a forward in another.
        case either
        /// It answers nothing that it names.
        case fresh
    }

    let kind: Kind
    /// The subject says that it is an answer; a mail that only refers to others may also hand one on.
    let saysAnswer: Bool
    /// In lower case, without its colon; nil: the subject has none.
    let prefix: String?
    /// Who wrote it and to whom is read from it where that is asked, which is seldom. nil: unknown.
    private let header: HeaderFields?
    /// Once it was asked: a page may have many copied headers.
    private let everybody = Known()

    private final class Known: Sendable {
        private let value = Mutex<Set<String>?>(nil)

        func withLock<T: Sendable>(_ body: (inout sending Set<String>?) -> sending T) -> T { value.withLock(body) }
    }

    /// A mail of which nothing else is known.
    static let answer = MailRelation(.answer, saysAnswer: true)
    static let forward = MailRelation(.forward)
    static let fresh = MailRelation(.fresh)

    /// More recipients are not compared.
    private static let mostCorrespondents = 500

    init(_ kind: Kind, saysAnswer: Bool = false, prefix: String? = nil) {
        (self.kind, self.saysAnswer, self.prefix) = (kind, saysAnswer, prefix)
        header = nil
    }

    init(_ fields: HeaderFields, subject: String?) {
        let prefix = SubjectPrefix(of: subject)
        let refers = !fields.inReplyTo.isEmpty || !fields.references.isEmpty
        switch (prefix?.isReply ?? false, prefix?.isForward ?? false) {
        case (true, true): kind = .either
        case (true, false): kind = .answer
        case (false, true): kind = .forward
        case (false, false): kind = refers ? .answer : .fresh
        }
        saysAnswer = kind == .answer && prefix != nil
        self.prefix = prefix?.word
        header = fields
    }

    /// Whether a copied header's sender has no part in this mail. Then it is not the mail that this one answers.
    func isStranger(_ addresses: [String]) -> Bool {
        guard !addresses.isEmpty, let header else { return false }
        let correspondents = everybody.withLock { known in
            let all = known ?? Self.correspondents(header)
            known = all
            return all
        }
        return !correspondents.isEmpty && correspondents.isDisjoint(with: addresses)
    }

    private static func correspondents(_ header: HeaderFields) -> Set<String> {
        let all = header.from + header.replyTo + header.to + header.cc
        return Set(all.prefix(mostCorrespondents).map { $0.address.lowercased() })
    }

    /// Words of the author's name and address, in lower case, by which a signature is known: two letters are a country's,
    /// or nothing. Empty: unknown.
    var authorWords: Set<String> {
        guard let author = header?.from.first else { return [] }
        let text = "\(author.displayName ?? "") \(author.address)".lowercased()
        return Set(text.split { !$0.isLetter && !$0.isNumber }.map { String($0) }.filter { $0.utf8.count > 2 })
            .subtracting(["com", "net", "org", "www", "mail"])
    }
}
