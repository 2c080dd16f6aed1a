// SPDX-License-Identifier: Apache-2.0

package import MIME

/// Whether a mail comes from whom its From names, as the mail server in front of us has found out (RFC 8601).
package enum Authenticity: Sendable, Equatable {
    /// DMARC passed, or where it said nothing, SPF or DKIM for the author's own domain.
    case authenticated
    /// The server has looked, and did not find it proved.
    case failed
    /// Nobody whom we trust has looked.
    case unknown

    /// - Parameter authservID: the name under which our mail server writes `Authentication-Results`; all others are
    ///   strangers' words. nil: none is configured, so nothing is known.
    package static func judge(_ fields: HeaderFields, trusting authservID: String?) -> Authenticity {
        guard let authservID, !authservID.isEmpty else { return .unknown }
        let results = trustedResults(fields, authservID.lowercased())
        guard !results.isEmpty else { return .unknown }
        guard fields.all("From").count == 1, fields.from.count == 1, let author = fields.from.first?.domain else {
            return .failed
        }
        if let dmarc = topmost("dmarc", in: results).first, dmarc.result != "none" {
            return dmarc.result == "pass" && names(dmarc, author) ? .authenticated : .failed
        }
        let proofs = topmost("spf", in: results) + topmost("dkim", in: results)
        return proofs.contains { isAligned($0, author) } ? .authenticated : .failed
    }

    /// What the uppermost field that speaks of a method says of it. The sender can write one below it that says more.
    private static func topmost(
        _ method: String, in results: [AuthenticationResults]
    ) -> [AuthenticationResults.Method] {
        results.lazy.map { $0.methods.filter { $0.name == method } }.first { !$0.isEmpty } ?? []
    }

    /// A server writes its fields on top of what it received. So those below a `Received` that stands below the first
    /// one are the sender's, whatever name they bear.
    private static func trustedResults(_ fields: HeaderFields, _ authservID: String) -> [AuthenticationResults] {
        var found: [AuthenticationResults] = []
        for field in fields.list {
            let name = field.name.lowercased()
            if name == "received", !found.isEmpty { break }
            guard name == "authentication-results", let results = AuthenticationResults(field.value),
                results.authservID == authservID
            else { continue }
            found.append(results)
        }
        return found
    }

    private static func names(_ dmarc: AuthenticationResults.Method, _ author: String) -> Bool {
        dmarc.properties["header.from"].map { isRelated(domain($0), author) } ?? true
    }

    /// RFC 7489 section 3.1, relaxed: the domain that was proved is the author's, above or below it.
    private static func isAligned(_ method: AuthenticationResults.Method, _ author: String) -> Bool {
        guard method.result == "pass" else { return false }
        let proved =
            switch method.name {
            case "spf": method.properties["smtp.mailfrom"]
            case "dkim": method.properties["header.d"] ?? method.properties["header.i"]
            default: String?.none
            }
        return proved.map { isRelated(domain($0), author) } ?? false
    }

    /// Without a list of public suffixes at hand, one label alone is no owner's domain.
    private static func isRelated(_ domain: String, _ author: String) -> Bool {
        if domain == author { return true }
        guard domain.contains("."), author.contains(".") else { return false }
        return domain.hasSuffix("." + author) || author.hasSuffix("." + domain)
    }

    /// Of an address, or what already is one.
    private static func domain(_ value: String) -> String {
        let domain = value.lastIndex(of: "@").map { String(value[value.index(after: $0)...]) } ?? value
        return (domain.hasSuffix(".") ? String(domain.dropLast()) : domain).lowercased()
    }
}
