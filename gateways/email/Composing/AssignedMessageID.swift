// SPDX-License-Identifier: Apache-2.0

import MIME

/// The Message-ID that a submission server gives a mail in the place of ours, as far as its words for an accepted mail
/// tell.
enum AssignedMessageID {
    /// Octets of the shortest name that says which mail is meant; ids that a server makes are longer.
    private static let shortestName = 12

    /// `250 2.0.0 OK <ID> [Hostname=…]`, as Exchange says it, or what Amazon makes of the name that it says.
    ///
    /// - Parameter host: the server's.
    /// nil: the words do not tell, or tell no more than a number in a queue.
    static func id(in words: String, host: String) -> String? {
        if let open = words.place(of: "<"), let close = words[open.upperBound...].place(of: ">") {
            let id = MessageID(words[open.lowerBound..<close.upperBound])?.text
            return id.flatMap { $0.holds("@") && $0.utf8.count > shortestName ? $0 : nil }
        }
        guard let domain = amazonDomain(of: host) else { return nil }
        let name = tokens(words).last { $0.utf8.count >= shortestName && $0.holds("-") }
        return name.flatMap { MessageID("<\($0)@\(domain)>")?.text }
    }

    /// Whether an id has the name that these words say.
    static func isNamed(_ id: String, in words: String) -> Bool {
        let bare = id.drop { $0 == "<" }
        let name = bare.utf8.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ">") }
        guard name.count >= shortestName else { return false }
        return tokens(words).contains { $0.utf8.elementsEqual(name) } || words.holds(id)
    }

    /// "Amazon SES overrides Message-ID": `<NAME@REGION.amazonses.com>`, in its first region
    /// `<NAME@email.amazonses.com>`.
    private static func amazonDomain(of host: String) -> String? {
        let labels = host.lowercased().split(separator: ".")
        guard labels.count == 4, labels[0].hasPrefix("email-smtp"), labels[2...] == ["amazonaws", "com"] else {
            return nil
        }
        return (labels[1] == "us-east-1" ? "email" : String(labels[1])) + ".amazonses.com"
    }

    /// The words between blanks, brackets and equals signs.
    private static func tokens(_ words: String) -> [Substring] {
        words.unicodeScalars.split { " <>[]()=;,@".unicodeScalars.contains($0) }.map { Substring($0) }
    }
}
