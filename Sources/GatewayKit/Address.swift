// SPDX-License-Identifier: Apache-2.0

/// An address of the network behind a gateway, in the one canonical form that the adapter chose: `+15550100001`,
/// `46645`, `bob@example.com`. Two spellings of one person are one `Address`; only an adapter makes them.
package struct Address: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The canonical text, never empty.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    /// What a log may say of it: enough to recognise, too little to call. `+15550100099` → `+1555…99`.
    package var redacted: String {
        text.count <= 6 ? "…" : "\(text.prefix(5))…\(text.suffix(2))"
    }
}

/// Why a text is not an address of this gateway.
package struct AddressProblem: Error, Equatable, Sendable {
    /// For the person who typed it: what to write instead.
    package let sentence: Sentence

    package init(_ sentence: Sentence) {
        self.sentence = sentence
    }
}
