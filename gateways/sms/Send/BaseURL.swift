// SPDX-License-Identifier: Apache-2.0

import Notation

/// The beginning of a provider's URLs: scheme, host, port and perhaps a path. Without user info, query and fragment, so
/// that whatever follows is a path and nothing else.
package struct BaseURL: Hashable, Sendable {
    /// `https://api.example.com:8443`
    package let origin: String
    /// `/3rdparty/v1`, without a slash at its end; empty for none.
    package let path: String
    /// In lower case, an IPv6 address in its brackets.
    package let host: String
    package let isSecure: Bool

    /// nil: not such a URL.
    package init?(_ text: String) {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        let behind = text.dropFirst(scheme.count)
        guard scheme == "https" || scheme == "http", behind.hasPrefix("://") else { return nil }
        let rest = behind.dropFirst(3)
        let authority = rest.prefix { $0 != "/" }
        guard let host = Self.host(authority), rest.utf8.allSatisfy(Self.isAllowed) else { return nil }
        let path = rest[authority.endIndex...]
        guard !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else { return nil }
        origin = "\(scheme)://\(authority)"
        self.path = String(path.reversed().drop { $0 == "/" }.reversed())
        self.host = host
        isSecure = scheme == "https"
    }

    /// Whether the host is this machine: `localhost`, `127.x.x.x`, `[::1]`.
    package var isLoopback: Bool { Loopback.isHost(host) }

    /// The host of `host`, `host:port` or `[address]:port`; nil where it is none of them.
    private static func host(_ authority: Substring) -> String? {
        let isAddress = authority.hasPrefix("[")
        let end = isAddress ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        guard let end = end ?? (isAddress ? nil : authority.endIndex) else { return nil }
        let host = authority[..<end]
        let isName = host.utf8.allSatisfy { isNameByte($0) || isAddress && [0x5B, 0x5D, 0x3A].contains($0) }
        guard !host.isEmpty, isName else { return nil }
        let port = authority[end...]
        guard port.isEmpty || port.first == ":" && UInt16(port.dropFirst()).map({ $0 > 0 }) ?? false else { return nil }
        return host.lowercased()
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Visible ASCII that neither ends the path (`?`, `#`) nor is read as a slash by lenient clients.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        0x21...0x7E ~= byte && !"?#\\@\"<>`{}|^".utf8.contains(byte)
    }
}
