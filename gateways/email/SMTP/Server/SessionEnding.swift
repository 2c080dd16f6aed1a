// SPDX-License-Identifier: Apache-2.0

/// Why the server ends a connection.
package enum SessionEnding: String, Hashable, Sendable, CustomStringConvertible {
    case quit = "the client said QUIT"
    case overLimit = "too many connections"
    case tooManyErrors = "too many errors"
    case smuggling = "line ends that are not CRLF, or a NUL"
    case pipelining = "commands where none may stand"
    case tooLarge = "a message far beyond the limit"
    case idle = "silence"
    case tooSlow = "a message that came too slowly"
    case tooOld = "the connection's age"
    case shutdown = "the listener stops"

    /// Whether an operator wants to know of it without asking: somebody's program is broken, or tries something.
    var isNotable: Bool {
        switch self {
        case .tooManyErrors, .smuggling, .pipelining, .tooLarge, .tooSlow: true
        case .quit, .overLimit, .idle, .tooOld, .shutdown: false
        }
    }

    package var description: String { rawValue }
}
