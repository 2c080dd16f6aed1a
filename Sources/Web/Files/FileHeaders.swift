// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Notation

/// The header fields that a file is served with. Its type and its name came from outside: a browser must neither guess,
/// nor run anything of it with our origin's rights.
struct FileHeaders {
    let fields: HTTPFields

    init(_ file: ServedFile) {
        let type = Self.mediaType(file.type)
        var fields: HTTPFields = [
            .contentType: type == "text/plain" ? "text/plain; charset=utf-8" : type,
            .contentLength: String(file.size),
            .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: "default-src 'none'; sandbox",
            .cacheControl: "private, max-age=3600",
        ]
        if !Self.isShown(type) { fields[.contentDisposition] = Self.attachment(file.name) }
        self.fields = fields
    }

    /// `type/subtype` in lower case, without parameters; `application/octet-stream` for what is no media type
    /// (RFC 9110 section 8.3.1).
    static func mediaType(_ text: String) -> String {
        let essence = text.prefix { $0 != ";" }.lowercased()
        let trimmed = essence.drop { $0 == " " }.prefix { $0 != " " }
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isTokenOctet) }) else {
            return "application/octet-stream"
        }
        return String(trimmed)
    }

    /// What a browser may show in its window; everything else it saves.
    static func isShown(_ type: String) -> Bool {
        type == "text/plain" || ["image/", "audio/", "video/"].contains { type.hasPrefix($0) }
    }

    /// RFC 6266: the name in UTF-8, and for old clients what of it is plain ASCII.
    static func attachment(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(PercentEncoding.encode(name, keeping: "-._"))"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7e).contains(scalar.value) && !["\"", "\\", "/", "%"].contains(scalar)
    }

    private static func isTokenOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$&-^_.+".utf8.contains(octet)
        }
    }
}
