// SPDX-License-Identifier: Apache-2.0

import Notation

/// A picture in a page. It is never fetched.
struct HTMLImage {
    /// The mail's part that holds it (RFC 2392), without angle brackets; nil when it is elsewhere.
    let contentID: String?
    /// What stands for the picture; nil when nobody would miss it.
    let alternative: String?
    /// Too small to be seen: it is there to be counted.
    let isPixel: Bool

    /// Of both sides, in pixels.
    static let pixelSize = 2.0
    /// Octets of a `cid:` URL: no Content-ID is longer than a line of a header (RFC 5322 section 2.1.1).
    private static let longestID = 998

    init(_ element: HTMLElement) {
        let source = element["src"] ?? ""
        let isInside = source.utf8.count <= Self.longestID && source.lowercased().hasPrefix("cid:")
        contentID =
            isInside
            ? String(decoding: PercentEncoding.octets(Array(source.utf8.dropFirst(4))[...]), as: UTF8.self) : nil
        let style = element.style
        let width = style.number("width") ?? element["width"].flatMap(Self.pixels)
        let height = style.number("height") ?? element["height"].flatMap(Self.pixels)
        let text = element["alt"] ?? ""
        isPixel = text.isEmpty && min(width ?? .infinity, height ?? .infinity) <= Self.pixelSize
        alternative = text.allSatisfy(\.isWhitespace) || contentID != nil ? nil : text
    }

    private static func pixels(_ value: String) -> Double? {
        value.hasSuffix("%") ? nil : Double(value.prefix { $0.isASCII && $0.isNumber })
    }
}
