// SPDX-License-Identifier: Apache-2.0

/// The words that a descriptor knows, such as a provider's states: texts from outside are looked up among them.
enum DescriptorWord {
    /// Bytes; those of the descriptors have up to 40.
    static let longest = 256

    /// False for a text that is too long to be one. It is not even looked up: for a hash, Swift puts the marks of a letter
    /// in order, in time that grows with the square of their number.
    static func mayBe(_ text: String) -> Bool { text.utf8.count <= longest }
}
