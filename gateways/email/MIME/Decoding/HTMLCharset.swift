// SPDX-License-Identifier: Apache-2.0

/// The charset that an HTML document names in itself, in `<meta charset=…>` or `<meta … content="…; charset=…">`.
enum HTMLCharset {
    /// HTML's "prescan" looks at the first 1,024 octets; mailers write long heads.
    private static let prescan = 4096

    /// nil where it names none.
    static func declared(in body: ArraySlice<UInt8>) -> String? {
        let head = String(decoding: body.prefix(prescan), as: UTF8.self).lowercased()
        guard let meta = head.range(after: "<meta"), let value = head[meta...].range(after: "charset=") else {
            return nil
        }
        let name = head[value...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
            .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        return name.isEmpty ? nil : String(name)
    }
}

extension StringProtocol {
    /// The index behind the first occurrence of ASCII text; nil where there is none.
    fileprivate func range(after text: String) -> String.UTF8View.Index? {
        let needle = Array(text.utf8)
        var index = utf8.startIndex
        while index < utf8.endIndex {
            if utf8[index...].starts(with: needle) { return utf8.index(index, offsetBy: needle.count) }
            index = utf8.index(after: index)
        }
        return nil
    }
}
