// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME

/// The Message-ID that a submission server gives a mail in the place of ours, as far as its words for an accepted mail
/// tell.
enum AssignedMessageID {
    /// The names in ids that servers make, as their words tell them.
    static let names = ServerNames(shortest: 12)

    /// `250 2.0.0 OK <ID> [Hostname=…]`, as Exchange says it, or what Amazon makes of the name that it says.
    ///
    /// - Parameter host: the server's.
    /// nil: the words do not tell, or tell no more than a number in a queue.
    static func id(in words: String, host: String) -> String? {
        if let open = words.place(of: "<"), let close = words[open.upperBound...].place(of: ">") {
            let id = MessageID(words[open.lowerBound..<close.upperBound])?.text
            return id.flatMap { $0.holds("@") && $0.utf8.count > names.shortest ? $0 : nil }
        }
        guard let domain = amazonDomain(of: host) else { return nil }
        let name = ServerNames.tokens(of: words).last { $0.utf8.count >= names.shortest && $0.holds("-") }
        return name.flatMap { MessageID("<\($0)@\(domain)>")?.text }
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
}
