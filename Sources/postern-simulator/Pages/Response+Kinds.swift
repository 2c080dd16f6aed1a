// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import NIOCore

// The kinds of answers that the routes give.
extension Response {
    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    static func json(encoding value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(value) else { return Response(status: .internalServerError) }
        return .json(String(decoding: data, as: UTF8.self), status: status)
    }

    static func html(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// A file to be saved, never shown: it may come from anybody. Its name is percent-encoded (RFC 8187).
    static func file(_ bytes: [UInt8], type: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type,
                .contentDisposition: "attachment; filename*=utf-8''\(HTML.pathSegment(name))",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// One sentence on what is wrong with a request of the test side.
    static func problem(_ sentence: String) -> Response {
        .json("{\"error\":\(JSONText.quoted(sentence))}", status: .badRequest)
    }
}
