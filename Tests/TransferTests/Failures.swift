// SPDX-License-Identifier: Apache-2.0

import Testing
import Transfer

/// What a failure says about the other side, without its words.
enum FailureKind: Sendable {
    case notSent
    case uncertain
    case cancelledBefore
    case cancelledAfter

    init(_ failure: TransferFailure) {
        switch failure {
        case .notSent: self = .notSent
        case .uncertain: self = .uncertain
        case .cancelled(let mayHaveBeenSent): self = mayHaveBeenSent ? .cancelledAfter : .cancelledBefore
        }
    }
}

extension HTTPTransport {
    /// The failure of a request that must fail; nil, and an issue at the caller's line, where it does not.
    @discardableResult
    func failure(
        of request: HTTPRequest, is kind: FailureKind, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> TransferFailure? {
        do throws(TransferFailure) {
            let response = try await send(request)
            Issue.record("a response \(response.status) in place of \(kind)", sourceLocation: sourceLocation)
            return nil
        } catch {
            #expect(FailureKind(error) == kind, "\(error)", sourceLocation: sourceLocation)
            return error
        }
    }
}
