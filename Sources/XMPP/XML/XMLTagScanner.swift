// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Counts the attributes of each tag while its bytes come in, before libxml2 sees them: that compares each attribute of a
/// tag with all others, and says how many there are only when it has done so.
struct XMLTagScanner {
    private enum Place {
        case text
        /// Behind `<`, at the next byte that says what it begins.
        case opening
        /// In a tag; `quote` is what ends the value, nil outside of values.
        case tag(quote: UInt8?)
        /// In a CDATA section, behind so many of the brackets that may end it.
        case data(brackets: Int)
        /// Behind `<!`: what it begins, as far as it has come.
        case declaration(Int)
    }

    private static let data = Array("[CDATA[".utf8)

    private var place = Place.text
    private var attributes = 0

    /// How many of the bytes stand in front of the attribute that is one too many; nil where none is.
    mutating func countUpToExcess(in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index < bytes.count {
            switch place {
            case .text: index = skip(to: UInt8(ascii: "<"), in: bytes, from: index, .opening)
            case .tag(let quote?): index = skip(to: quote, in: bytes, from: index, .tag(quote: nil))
            default:
                step(bytes[index])
                if attributes > XMLStreamLimits.attributes { return index }
                index += 1
            }
        }
        return nil
    }

    /// Most of a stream is texts and values. Gives the index behind the byte, where the next place begins.
    private mutating func skip(
        to byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int, _ next: Place
    ) -> Int {
        guard let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), bytes.count - start) else {
            return bytes.count
        }
        place = next
        return UnsafeRawPointer(found) - base + 1
    }

    private mutating func step(_ byte: UInt8) {
        switch place {
        case .text: break
        case .opening: open(byte)
        case .tag: inTag(byte)
        case .declaration(let count): declare(byte, count)
        case .data(let brackets): inData(byte, brackets)
        }
    }

    private mutating func open(_ byte: UInt8) {
        attributes = 0
        place = byte == UInt8(ascii: "!") ? .declaration(0) : .tag(quote: nil)
        if byte == UInt8(ascii: ">") { place = .text }
    }

    private mutating func inTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): place = .text
        case UInt8(ascii: "\""), UInt8(ascii: "'"): place = .tag(quote: byte)
        case UInt8(ascii: "="): attributes += 1
        default: break
        }
    }

    /// What is no CDATA section is refused when libxml2 comes to it.
    private mutating func declare(_ byte: UInt8, _ count: Int) {
        guard byte == Self.data[count] else {
            place = .tag(quote: nil)
            return inTag(byte)
        }
        place = count + 1 == Self.data.count ? .data(brackets: 0) : .declaration(count + 1)
    }

    private mutating func inData(_ byte: UInt8, _ brackets: Int) {
        switch byte {
        case UInt8(ascii: "]"): place = .data(brackets: brackets + 1)
        case UInt8(ascii: ">") where brackets >= 2: place = .text
        default: place = .data(brackets: 0)
        }
    }
}
