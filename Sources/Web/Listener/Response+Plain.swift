// SPDX-License-Identifier: Apache-2.0

import Hummingbird

extension Response {
    /// One line of text. `closing` ends the connection: what is left of the request's body is not worth reading.
    static func plain(
        _ status: HTTPResponse.Status, _ line: String, headers: HTTPFields = [:], closing: Bool = false
    ) -> Response {
        var headers = headers
        headers[.contentType] = "text/plain; charset=utf-8"
        if closing { headers[.connection] = "close" }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: line + "\n")))
    }

    static func notFound() -> Response {
        plain(.notFound, "nothing here", closing: true)
    }

    /// There is no room for what is asked or brought: to come back after some seconds (RFC 9110 section 15.6.4).
    static func busy() -> Response {
        plain(
            .serviceUnavailable, "too busy; come back in a moment",
            headers: [.retryAfter: String(ListenerLimits.retryAfter)], closing: true)
    }

    /// RFC 9110 section 15.5.6: with the methods that would do.
    static func methodNotAllowed(_ allowed: some Collection<String>) -> Response {
        plain(
            .methodNotAllowed, "use \(allowed.sorted().joined(separator: " or "))",
            headers: [.allow: allowed.sorted().joined(separator: ", ")], closing: true)
    }
}
