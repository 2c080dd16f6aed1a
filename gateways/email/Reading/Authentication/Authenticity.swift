// SPDX-License-Identifier: Apache-2.0

package import MIME
import Notation

/// Whether a mail comes from whom its From names, as the mail server in front of us has found out (RFC 8601).
package enum Authenticity: Sendable, Equatable {
    /// DMARC passed, or where the domain has no policy, SPF or DKIM for the author's very domain.
    case authenticated
    /// The server has looked, and did not find it proved.
    case failed
    /// Nobody whom we trust has looked.
    case unknown

    /// - Parameter authservID: the name under which our mail server writes `Authentication-Results`; all others are
    ///   strangers' words. nil: none is configured, so nothing is known.
    package static func judge(_ fields: HeaderFields, trusting authservID: String?) -> Authenticity {
        guard let authservID, !authservID.isEmpty else { return .unknown }
        let results = TrustedResults(fields, from: authservID)
        guard !results.isEmpty else { return .unknown }
        // Whom only a reader finds who overlooks mistakes, the server has not judged.
        guard fields.all("From").count == 1, fields.plainFrom.count == 1,
            let author = fields.plainFrom.first.map({ domain($0.domain) })
        else { return .failed }
        let dmarc = results.statements(of: "dmarc").filter { $0.result != "none" }
        guard dmarc.isEmpty else {
            return dmarc.allSatisfy { $0.result == "pass" && names($0, author) } ? .authenticated : .failed
        }
        let proofs = results.statements(of: "spf") + results.statements(of: "dkim")
        return proofs.contains { proves($0, author) } ? .authenticated : .failed
    }

    /// Some write the domain whose policy they found, which may be one above the author's (RFC 7489 section 6.6.3).
    private static func names(_ dmarc: AuthenticationResults.Method, _ author: String) -> Bool {
        guard let judged = dmarc.properties["header.from"].map(domain) else { return true }
        return judged == author || judged.contains(".") && author.hasSuffix("." + judged)
    }

    /// The author's very domain, which RFC 7489 section 3.1 calls strict alignment. Relaxed, a domain above or below would
    /// do if both had one owner; to tell that takes the list of public suffixes. Without it, `mallory.dyndns.example`
    /// would prove a From of `dyndns.example`; and below a provider's domain live its customers, as whom everybody who
    /// has an address at the provider could write. A domain that wants the relaxed rule publishes a DMARC record.
    private static func proves(_ method: AuthenticationResults.Method, _ author: String) -> Bool {
        guard method.result == "pass" else { return false }
        let proved =
            switch method.name {
            case "spf": method.properties["smtp.mailfrom"]
            case "dkim": method.properties["header.d"] ?? method.properties["header.i"]
            default: String?.none
            }
        return proved.map(domain) == author
    }

    /// Of an address, or what already is one; in the one spelling that it has, where it is a domain.
    private static func domain(_ value: String) -> String {
        let at = value.utf8.lastIndex(of: UInt8(ascii: "@"))
        let domain = at.map { String(value[value.utf8.index(after: $0)...]) } ?? value
        return (try? DomainName(domain))?.text ?? domain.lowercased()
    }
}
