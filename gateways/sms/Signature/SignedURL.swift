// SPDX-License-Identifier: Apache-2.0

/// Which spellings of the port a provider may have signed.
enum PortVariants: String, Sendable, CaseIterable {
    /// The URL as it is.
    case none
    /// Only the scheme's own port is added or taken off (SignalWire).
    case defaultOnly = "default-only"
    /// Without any port, and with the explicit or the scheme's own one (Twilio).
    case stripOrDefault = "strip-or-default"

    /// The URLs to try, each once.
    func candidates(for url: String) -> [String] {
        let parts = SignedURL(url)
        switch self {
        case .none: return [url]
        case .defaultOnly where parts.port == nil: return [url, parts.with(port: parts.defaultPort)]
        case .defaultOnly where parts.port == parts.defaultPort: return [url, parts.with(port: nil)]
        case .defaultOnly: return [url]
        case .stripOrDefault: return [parts.with(port: nil), parts.with(port: parts.port ?? parts.defaultPort)]
        }
    }
}

/// An absolute URL cut at its port; nothing is decoded, so that joining gives the same bytes back.
struct SignedURL: Equatable {
    /// `https://host`
    let origin: String
    /// Digits; nil where the URL names none.
    let port: String?
    /// Path and query.
    let target: String

    init(_ url: String) {
        let bytes = Array(url.utf8)
        let authority = (bytes.firstIndex(of: UInt8(ascii: ":")) ?? -1) + 1
        let start = bytes[authority...].firstIndex { $0 != UInt8(ascii: "/") } ?? bytes.endIndex
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? bytes.endIndex
        // An IPv6 address holds colons of its own: the port's one stands behind `]`, and only digits follow it.
        let colon = bytes[start..<end].lastIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if let colon, bytes[colon] == UInt8(ascii: ":"), colon + 1 < end {
            origin = String(decoding: bytes[..<colon], as: UTF8.self)
            port = String(decoding: bytes[(colon + 1)..<end], as: UTF8.self)
        } else {
            origin = String(decoding: bytes[..<end], as: UTF8.self)
            port = nil
        }
        target = String(decoding: bytes[end...], as: UTF8.self)
    }

    var defaultPort: String {
        origin.hasPrefix("https:") ? "443" : "80"
    }

    func with(port: String?) -> String {
        origin + (port.map { ":" + $0 } ?? "") + target
    }
}
