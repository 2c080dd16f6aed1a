// SPDX-License-Identifier: Apache-2.0

/// Relative references made whole (RFC 3986 section 5.2).
enum RelativeLink {
    /// The reference itself where it is whole, leads within the page, or there is no base of the web. Where only the scheme is missing, it is the web's.
    static func resolve(_ reference: String, against base: String?) -> String {
        guard !hasScheme(reference), !reference.isEmpty, !reference.hasPrefix("#") else { return reference }
        guard let base, let start = base.place(of: "://") else {
            return reference.hasPrefix("//") ? "https:\(reference)" : reference
        }
        if reference.hasPrefix("//") { return "\(base[..<start.lowerBound]):\(reference)" }
        let whole = base.prefix { $0 != "#" }
        let root = whole[start.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? whole.endIndex
        let path = whole[root...].prefix { $0 != "?" }
        if reference.hasPrefix("?") { return "\(whole[..<root])\(path.isEmpty ? "/" : path)\(reference)" }
        if reference.hasPrefix("/") { return "\(whole[..<root])\(withoutDots(reference))" }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return "\(whole[..<root])\(withoutDots("\(folder)\(reference)"))"
    }

    private static func hasScheme(_ reference: String) -> Bool {
        guard let end = reference.utf8.firstIndex(where: { !isOfScheme($0) }) else { return false }
        return end > reference.startIndex && reference.utf8[end] == UInt8(ascii: ":")
    }

    private static func isOfScheme(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "+-.".utf8.contains(octet)
        }
    }

    /// Section 5.2.4; what follows the path stays.
    private static func withoutDots(_ path: String) -> String {
        let end = path.firstIndex { $0 == "?" || $0 == "#" } ?? path.endIndex
        let parts = path[..<end].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.contains(where: { $0 == "." || $0 == ".." }) else { return path }
        var kept: [Substring] = []
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            switch part {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(part)
            }
        }
        return kept.joined(separator: "/") + path[end...]
    }
}
