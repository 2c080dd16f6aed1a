// SPDX-License-Identifier: Apache-2.0

/// The fields of one header (RFC 5322 section 2.2), in the order in which they stand.
///
/// Kept as places in the mail's bytes; text is made of a field when it is asked for. What the usual ones mean stands in
/// `HeaderFields+Meaning.swift`.
package struct HeaderFields: Sendable {
    /// The whole mail that the places belong to.
    private let bytes: [UInt8]
    private let places: [Place]
    /// How many of them stand above every line that is no field.
    private let sound: Int
    /// The mail's own charset, in which octets are read that are no UTF-8; nil: it names none but the usual ones.
    let charset: String?

    /// Where one field stands, its name and its folded value.
    struct Place: Sendable {
        let name: Range<Int>
        var value: Range<Int>
    }

    init(bytes: [UInt8], _ header: HeaderScanner, charset: String?) {
        self.bytes = bytes
        self.charset = charset
        places = header.places
        sound = header.soundFields ?? header.places.count
    }

    package var count: Int { places.count }

    /// The first field of that name, unfolded and trimmed, otherwise as it came: encoded words are not decoded. Names
    /// are compared without case. Bytes that are not UTF-8 are read in the mail's own charset, else taken for
    /// windows-1252. nil where there is none.
    package subscript(name: String) -> String? {
        value(of: name).map { Charset.headerText($0[...], in: charset) }
    }

    /// Every field of that name, like the subscript, from top to bottom.
    package func all(_ name: String) -> [String] {
        values(of: name).map { Charset.headerText($0[...], in: charset) }
    }

    /// Every field, name and value as they stand, from top to bottom.
    package var list: [(name: String, value: String)] { written(places[...]) }

    /// Those above the first line that is no field. A stricter program takes that line for the body's first, and has left
    /// alone what stands below it.
    package var soundList: [(name: String, value: String)] { written(places.prefix(sound)) }

    private func written(_ places: ArraySlice<Place>) -> [(name: String, value: String)] {
        places.map { place in
            (Charset.headerText(bytes[place.name]), Charset.headerText(unfolded(place.value)[...], in: charset))
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

    /// RFC 5322 section 2.2.3: line ends are taken out, the blanks behind them stay, and one stands for those that were
    /// lost. NULs go, a lone CR is a blank.
    private func unfolded(_ place: Range<Int>) -> [UInt8] {
        var value: [UInt8] = []
        value.reserveCapacity(place.count)
        for index in place {
            switch bytes[index] {
            case 0: continue
            case ASCII.lineFeed:
                let isFolded = index + 1 == place.upperBound || ASCII.isBlank(bytes[index + 1])
                if !isFolded { value.append(ASCII.space) }
            case ASCII.carriageReturn:
                let isLineEnd = index + 1 == place.upperBound || bytes[index + 1] == ASCII.lineFeed
                if !isLineEnd { value.append(ASCII.space) }
            case let byte: value.append(byte)
            }
        }
        return ASCII.trimmed(value[...])
    }
}
