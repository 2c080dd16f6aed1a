// SPDX-License-Identifier: Apache-2.0

/// A response as libcurl handed it over. It is parsed by the task that asked for it, not on the thread of all transfers.
struct ReceivedResponse: Sendable {
    let status: Int
    /// Status lines and header lines, of interim responses too.
    let head: [UInt8]
    let body: [UInt8]

    var parsed: HTTPResponse {
        HTTPResponse(status: status, headers: Self.headers(in: head), body: body)
    }

    /// The headers of the last response in `head`, and the trailers behind it. A folded line (RFC 9112, section 5.2)
    /// continues the value before it; a line without a colon is dropped.
    static func headers(in head: [UInt8]) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for line in head.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: "HTTP/".utf8) {
                headers.removeAll(keepingCapacity: true)
            } else if let first = line.first, isBlank(first), !headers.isEmpty {
                let more = trimmed(line)
                if !more.isEmpty { headers[headers.count - 1].value += " " + more }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex {
                headers.append((trimmed(line[..<colon]), trimmed(line[(colon + 1)...])))
            }
        }
        return headers
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let tail = bytes.drop(while: isBlank)
        let end = tail.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? tail.startIndex
        return String(decoding: tail[..<end], as: UTF8.self)
    }
}
