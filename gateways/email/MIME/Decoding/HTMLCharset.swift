// SPDX-License-Identifier: Apache-2.0

/// The charset that an HTML document names in itself, in `<meta charset=…>` or `<meta … content="…; charset=…">`.
enum HTMLCharset {
    /// HTML's "prescan" looks at the first 1,024 octets; mailers write long heads.
    private static let prescan = 4096

    /// In lower case; nil where it names none.
    static func declared(in body: ArraySlice<UInt8>) -> String? {
        let head = body.prefix(prescan)
        guard let meta = end(of: "<meta", in: head), let value = end(of: "charset=", in: head[meta...]) else {
            return nil
        }
        let name = head[value...].drop { "\"' ".utf8.contains($0) }.prefix(while: isOfName)
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
    }

    private static func isOfName(_ octet: UInt8) -> Bool {
        switch ASCII.lowerCase(octet) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_:.".utf8.contains(octet)
        }
    }

    /// The index behind the first occurrence of a lower-case ASCII word, in whatever case it is written; nil where there is
    /// none. Octet by octet: most pages name no charset, and all are looked through.
    private static func end(of word: StaticString, in octets: ArraySlice<UInt8>) -> Int? {
        let length = word.utf8CodeUnitCount
        return word.withUTF8Buffer { word in
            guard let first = word.first else { return octets.startIndex }
            var rest = octets
            while let index = rest.firstIndex(where: { ASCII.lowerCase($0) == first }),
                index + length <= octets.endIndex
            {
                if octets[index...].prefix(length).lazy.map(ASCII.lowerCase).elementsEqual(word) {
                    return index + length
                }
                rest = octets[(index + 1)...]
            }
            return nil
        }
    }
}
