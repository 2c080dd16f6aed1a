// SPDX-License-Identifier: Apache-2.0

/// The fields of one header (RFC 5322 section 2.2), in the order in which they stand.
///
/// Kept as places in the mail's bytes; text is made of a field when it is asked for. What the usual ones mean stands in
/// `HeaderFields+Meaning.swift`.
package struct HeaderFields: Sendable {
    /// The whole mail that the places belong to.
    private let bytes: [UInt8]
    private let places: [Place]

    /// Where one field stands, its name and its folded value.
    struct Place: Sendable {
        let name: Range<Int>
        var value: Range<Int>
    }

    init(bytes: [UInt8], places: [Place]) {
        self.bytes = bytes
        self.places = places
    }

    package var count: Int { places.count }

    /// The first field of that name, unfolded and trimmed, otherwise as it came: encoded words are not decoded. Names
    /// are compared without case. Bytes that are not UTF-8 are taken for windows-1252. nil where there is none.
    package subscript(name: String) -> String? {
        value(of: name).map { Charset.headerText($0[...]) }
    }

    /// Every field of that name, like the subscript, from top to bottom.
    package func all(_ name: String) -> [String] {
        values(of: name).map { Charset.headerText($0[...]) }
    }

    /// Every field, name and value as they stand, from top to bottom.
    package var list: [(name: String, value: String)] {
        places.map { place in
            (Charset.headerText(bytes[place.name]), Charset.headerText(unfolded(place.value)[...]))
        }
    }

    /// The first field of that name as bytes, unfolded and trimmed.
    func value(of name: String) -> [UInt8]? {
        places.first { isName($0.name, name) }.map { unfolded($0.value) }
    }

    /// Every field of that name as bytes, unfolded and trimmed.
    func values(of name: String) -> [[UInt8]] {
        places.filter { isName($0.name, name) }.map { unfolded($0.value) }
    }

    private func isName(_ place: Range<Int>, _ name: String) -> Bool {
        let utf8 = name.utf8
        guard place.count == utf8.count else { return false }
        var index = place.lowerBound
        for byte in utf8 {
            guard ASCII.lowerCase(bytes[index]) == ASCII.lowerCase(byte) else { return false }
            index += 1
        }
        return true
    }

    /// RFC 5322 section 2.2.3: line ends are taken out, the blanks behind them stay. NULs go, a lone CR is a blank.
    private func unfolded(_ place: Range<Int>) -> [UInt8] {
        var value: [UInt8] = []
        value.reserveCapacity(place.count)
        for index in place {
            switch bytes[index] {
            case ASCII.lineFeed, 0: continue
            case ASCII.carriageReturn:
                let isLineEnd = index + 1 == place.upperBound || bytes[index + 1] == ASCII.lineFeed
                if !isLineEnd { value.append(ASCII.space) }
            case let byte: value.append(byte)
            }
        }
        return ASCII.trimmed(value[...])
    }
}
