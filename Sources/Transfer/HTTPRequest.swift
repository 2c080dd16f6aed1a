// SPDX-License-Identifier: Apache-2.0

/// A request as a value.
package struct HTTPRequest: Sendable {
    /// `GET`, `POST`.
    package var method: String
    /// Absolute, `http` or `https`, and percent-encoded already.
    package var url: String
    /// In the order of sending. `Content-Length`, `Host` and `Transfer-Encoding` are the transport's own business.
    package var headers: [(String, String)]
    /// nil: no body. `POST` without one is sent with a length of 0.
    package var body: [UInt8]?
    /// For name resolution, TCP and TLS together.
    package var connectTimeout: Duration
    /// From the call to the last byte of the response.
    package var timeout: Duration
    /// A longer body ends the transfer as a failure; nothing of it is returned.
    package var maxResponseBytes: Int
    /// A secret is in the URL: no failure may print any part of it.
    package var hidesURL: Bool
    /// A server named this URL, and nobody else did: no exception from `CurlTransport.Reach.publicOnly` counts for it.
    package var isRedirected = false

    package init(
        method: String, url: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(30), maxResponseBytes: Int = 1 << 20,
        hidesURL: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maxResponseBytes = maxResponseBytes
        self.hidesURL = hidesURL
    }

    /// The URL's host in lower case, an IPv6 address without brackets; nil where there is none.
    var host: String? {
        guard let separator = url.firstRange(of: "://") else { return nil }
        let authority = url[separator.upperBound...].prefix { !"/?#\\".contains($0) }
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let host = place.hasPrefix("[") ? place.dropFirst().prefix { $0 != "]" } : place.prefix { $0 != ":" }
        return host.isEmpty ? nil : host.lowercased()
    }

    /// Whom a sentence about this request speaks of: scheme, host and port, never a path, a query or a password.
    var peer: String {
        guard !hidesURL, let separator = url.firstRange(of: "://") else { return "the server" }
        let authority = url[separator.upperBound...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return host.isEmpty ? "the server" : String(url[..<separator.upperBound] + host)
    }
}
