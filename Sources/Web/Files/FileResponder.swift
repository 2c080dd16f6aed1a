// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// Answers `/files/TOKEN/NAME`. The token alone decides; the name is there for whoever reads or saves the link. Folders
/// have no listing, and what is unknown looks like what has expired.
struct FileResponder: Sendable {
    let files: any FileSource
    private let disk = FileIO()

    init(files: any FileSource) {
        self.files = files
    }

    func respond(
        to request: Request, path: Substring, on connection: Connection, deadlines: BodyDeadlines
    ) async -> Response {
        guard let token = Self.token(path), let file = await files.file(token: token) else { return .notFound() }
        guard request.method == .get || request.method == .head else { return .methodNotAllowed(["GET", "HEAD"]) }
        // A request without a body has come in full; its answer may take as long as the reader needs.
        if request.headers[.contentLength] == nil, request.headers[.transferEncoding] == nil {
            deadlines.end(on: connection.channel)
        }
        let headers = FileHeaders(file).fields
        if request.method == .head { return Response(status: .ok, headers: headers) }
        guard let body = await body(of: file, on: connection) else { return .notFound() }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// The token of a path with exactly a token and a name behind `/files`.
    static func token(_ path: Substring) -> String? {
        let segments = path.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard segments.count == 4, !segments[2].isEmpty, !segments[3].isEmpty else { return nil }
        return PercentCoding.decode(segments[2])
    }

    /// nil where the file is gone from the disk.
    private func body(of file: StoredFile, on connection: Connection) async -> ResponseBody? {
        switch file.content {
        case .bytes(let bytes):
            ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .path(let path):
            try? await disk.loadFile(path: path, context: connection)
        }
    }
}
