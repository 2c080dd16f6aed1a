// SPDX-License-Identifier: Apache-2.0

import Notation
import Settings

/// Who may register in-band: an entry of `register`.
package enum Registrant: Hashable, Sendable {
    /// `*`
    case anyone
    /// The persons of a domain, `node@domain`, in lower case; not those of its subdomains.
    case domain(String)
    /// One person, a bare JID in lower case.
    case person(String)

    /// nil where the text is none of them.
    package init?(_ text: String) {
        if text == "*" {
            self = .anyone
        } else if let person = BareJID.parse(text) {
            self = .person(person)
        } else if let domain = DomainName.anyScript(text) {
            self = .domain(domain)
        } else {
            return nil
        }
    }
}

/// `node@domain` (RFC 7622), as far as a configuration can tell.
enum BareJID {
    /// In lower case; nil where the text is none.
    static func parse(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let node = parts.first, !node.isEmpty, node.utf8.count <= 1023,
            let domain = DomainName.anyScript(parts[1]), !node.contains(where: isForbidden)
        else { return nil }
        return "\(node.lowercased())@\(domain)"
    }

    /// RFC 7622 section 3.3.1
    private static func isForbidden(_ character: Character) -> Bool {
        character.isWhitespace || "\"&'/:<>".contains(character)
            || character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
}

extension SettingsShape where Value == Registrant {
    static var registrant: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let registrant = Registrant(text) else {
                throw InvalidSetting(
                    "\"\(text)\" is neither domain nor JID; write \"example.org\", \"ada@example.org\", "
                        + "or \"*\" for anyone")
            }
            return registrant
        }
    }
}

extension SettingsShape where Value == String {
    static var bareJID: Self {
        string.checked { (text) throws(InvalidSetting) in
            guard let address = BareJID.parse(text) else {
                throw InvalidSetting("\"\(text)\" is no JID; write for example \"op@example.org\"")
            }
            return address
        }
    }
}
