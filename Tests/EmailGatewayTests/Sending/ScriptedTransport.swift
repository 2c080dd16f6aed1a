// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Transfer

/// The web, as far as a test describes it.
final class ScriptedTransport: HTTPTransport {
    private let answers: [String: HTTPResponse]
    private let sent = Mutex<[HTTPRequest]>([])

    /// - Parameter answers: by URL; everything else cannot be reached.
    init(_ answers: [String: HTTPResponse] = [:]) {
        self.answers = answers
    }

    var requests: [HTTPRequest] { sent.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransferFailure) -> HTTPResponse {
        sent.withLock { $0.append(request) }
        guard let answer = answers[request.url] else { throw .notSent("The host has no address.") }
        guard answer.body.count <= request.maxResponseBytes else { throw .uncertain("The response is too long.") }
        return answer
    }

    /// A file with its type.
    static func file(_ bytes: [UInt8], _ type: String? = "image/png") -> HTTPResponse {
        HTTPResponse(status: 200, headers: type.map { [("Content-Type", $0)] } ?? [], body: bytes)
    }

    static func redirect(_ status: Int, to place: String) -> HTTPResponse {
        HTTPResponse(status: status, headers: [("Location", place)])
    }
}
