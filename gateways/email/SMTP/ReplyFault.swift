// SPDX-License-Identifier: Apache-2.0

/// Why what a server sent is no reply.
package enum ReplyFault: Error, Hashable, Sendable {
    case line(LineFault)
    /// A line that does not begin with a code, or with another than the line in front of it.
    case malformed
    case tooManyLines
}
