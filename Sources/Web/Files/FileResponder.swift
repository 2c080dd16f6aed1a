// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Notation

/// Answers `/files/TOKEN/NAME`. The token alone decides; the name is there for whoever reads or saves the link. Folders
/// have no listing, and what is unknown looks like what has expired. A file goes out piece by piece, as fast as it is
/// read at the other end.
struct FileResponder: Sendable {
    let files: any FileSource
    let deadlines: Deadlines
    let room: Waitroom

    /// Octets that are read of the store at a time: large enough for SQLite, and small enough for all connections.
    static let piece = 256 * 1024
    /// Octets that are written at a time.
    private static let block = 64 * 1024

    func respond(to request: Request, path: Substring, on connection: Connection) async -> Response {
        guard let token = Self.token(path) else { return .notFound() }
        guard request.method == .get || request.method == .head else { return .methodNotAllowed(["GET", "HEAD"]) }
        guard let file = await files.file(token: token) else { return .notFound() }
        // A request without a body has come in full, and its answer has deadlines of its own.
        if request.headers[.contentLength] == nil, request.headers[.transferEncoding] == nil {
            deadlines.end(on: connection.channel)
        }
        let headers = FileHeaders(file).fields
        if request.method == .head { return Response(status: .ok, headers: headers) }
        let booking = Booking(room, for: connection.peer)
        guard await booking.add(min(file.size, Self.piece)) else { return .busy() }
        return Response(
            status: .ok, headers: headers, body: body(of: token, file.size, on: connection.channel, booking))
    }

    /// The token of a path with exactly a token and a name behind `/files`.
    static func token(_ path: Substring) -> String? {
        let segments = path.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard segments.count == 4, !segments[2].isEmpty, !segments[3].isEmpty else { return nil }
        return PercentEncoding.decode(segments[2])
    }

    /// Breaks off, and the connection with it, where the file is gone before its end.
    private func body(
        of token: String, _ size: Int, on channel: any Channel, _ booking: Booking
    ) -> ResponseBody {
        ResponseBody(contentLength: size) { writer in
            defer { booking.end() }
            var offset = 0
            while offset < size {
                guard let piece = await files.content(of: token, from: offset, upTo: Self.piece), !piece.isEmpty
                else { throw FileGone() }
                deadlines.expectReader(of: piece.count, on: channel)
                defer { deadlines.end(on: channel) }
                var rest = piece[...]
                while !rest.isEmpty {
                    try await writer.write(ByteBuffer(bytes: rest.prefix(Self.block)))
                    rest = rest.dropFirst(Self.block)
                }
                offset += piece.count
            }
            try await writer.finish(nil)
        }
    }

    private struct FileGone: Error {}
}
