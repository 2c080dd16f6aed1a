// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto

/// What a provider signs: parts of the request, joined as bytes without anything between them.
struct SignedMessage: Sendable, Equatable {
    let parts: [Part]
    /// How `params` is written; used by that part alone.
    var parameters: SignedParameters?

    enum Part: Sendable, Hashable {
        /// `=text`
        case literal(String)
        case body
        /// The whole public URL.
        case url
        /// The public URL up to its `?`.
        case urlWithoutQuery
        /// Path and query as they stood in the request line.
        case path
        case method
        /// `header:NAME`; a missing header refuses the request.
        case header(String)
        /// `md5hex(body)`, lower-case hexadecimal.
        case bodyMD5
        /// `params`
        case parameters

        /// Reads a part as a scheme writes it; nil for an unknown one.
        init?(_ text: String) {
            switch text {
            case "body": self = .body
            case "url": self = .url
            case "url-no-query": self = .urlWithoutQuery
            case "path": self = .path
            case "method": self = .method
            case "md5hex(body)": self = .bodyMD5
            case "params": self = .parameters
            case _ where text.hasPrefix("="): self = .literal(String(text.dropFirst()))
            case _ where text.hasPrefix("header:") && text != "header:": self = .header(String(text.dropFirst(7)))
            default: return nil
            }
        }

        /// What a descriptor may write.
        static let spellings = "body, url, url-no-query, path, method, md5hex(body), params, header:NAME, =TEXT"
    }

    /// True where the query is among what is signed.
    var coversQuery: Bool {
        parts.contains(.url) || parts.contains(.path) || parameters?.source == .any
    }

    /// The bytes that were signed, if the request's URL was `url`.
    func bytes(of request: WebhookRequest, url: String) throws(SignatureFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(url.utf8.count + request.body.count + 64)
        for part in parts {
            switch part {
            case .literal(let text): bytes += text.utf8
            case .body: bytes += request.body
            case .url: bytes += url.utf8
            case .urlWithoutQuery: bytes += url.utf8.prefix { $0 != UInt8(ascii: "?") }
            case .path: bytes += request.target
            case .method: bytes += request.method.utf8
            case .header(let name): bytes += try request.required(header: name).utf8
            case .bodyMD5: bytes += HashAlgorithm.md5.hexDigest(of: request.body).utf8
            case .parameters: bytes += try parameters?.bytes(of: request) ?? []
            }
        }
        return bytes
    }
}
