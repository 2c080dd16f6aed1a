// SPDX-License-Identifier: Apache-2.0

/// What is known of a `StoredFile` without its content.
package struct FileFacts: Sendable, Equatable {
    package let name: String
    package let type: String
    /// In octets.
    package let size: Int
}
