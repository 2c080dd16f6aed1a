// SPDX-License-Identifier: Apache-2.0

/// Why there is no response. The cases answer the one question that matters after a failure: may the other side have
/// acted on the request? Each text is a sentence for the operator, without any secret of the request.
package enum TransferFailure: Error, Equatable, Sendable {
    /// Not a byte of the request left: it may be sent again without harm.
    case notSent(String)
    /// The request, or a part of it, went out, and no complete response came back.
    case uncertain(String)
    /// The task was cancelled, or the transport was shut down.
    case cancelled(mayHaveBeenSent: Bool)
}

extension TransferFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSent(let sentence), .uncertain(let sentence): sentence
        case .cancelled(mayHaveBeenSent: false): "The request was cancelled before it was sent."
        case .cancelled(mayHaveBeenSent: true): "The request was cancelled; it may or may not have arrived."
        }
    }
}
