// SPDX-License-Identifier: Apache-2.0

/// How a network's id of one of our messages is made of its reference: `<REFERENCE@example.org>`. Whatever names a message
/// of ours by such an id names it in this one spelling; an adapter sees to that, as with an `Address`.
package struct NetworkIDForm: Sendable, Equatable {
    private let prefix: String
    private let suffix: String

    package init(prefix: String = "", suffix: String = "") {
        self.prefix = prefix
        self.suffix = suffix
    }

    /// By which answers will name the message with this reference.
    package func id(for reference: String) -> String { prefix + reference + suffix }

    /// The reference of which the id is made; nil where it has another form. It proves nothing: anybody can write it.
    package func reference(in id: String) -> String? {
        guard id.utf8.starts(with: prefix.utf8), id.utf8.count > prefix.utf8.count + suffix.utf8.count else {
            return nil
        }
        let rest = id.utf8.dropFirst(prefix.utf8.count)
        guard rest.reversed().starts(with: suffix.utf8.reversed()) else { return nil }
        let reference = String(Substring(rest.dropLast(suffix.utf8.count)))
        return OutgoingMessage.isReference(reference) ? reference : nil
    }
}
