// SPDX-License-Identifier: Apache-2.0

/// A colour of a style, so that two ways to write it are the same.
enum HTMLColor {
    private static let names = ["white": "#ffffff", "black": "#000000"]

    /// `#fff`, `white` and `rgb(255, 255, 255)` are `#ffffff`; all else is as it was.
    static func name(_ value: String) -> String {
        if let known = names[value] { return known }
        if value.hasPrefix("#"), value.utf8.count == 4 { return "#" + value.dropFirst().map { "\($0)\($0)" }.joined() }
        guard value.hasPrefix("rgb("), value.hasSuffix(")"), value.utf8.count < 40 else { return value }
        let parts = value.dropFirst(4).dropLast().split { ", ".contains($0) }.compactMap { UInt8($0) }
        guard parts.count == 3 else { return value }
        return "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
