// SPDX-License-Identifier: Apache-2.0

/// Which part of a message a line belongs to, as far as it matters to whether the line may be changed (RFC 2045, RFC 2046).
struct PartWatch {
    private(set) var isInHeader = true

    private var isSealed = false
    private var isText = true
    private var boundaries: [[UInt8]] = []
    /// The value of the type or the encoding, as its lines come.
    private var type: [UInt8] = []
    private var encoding: [UInt8] = []
    private var field = Field.other

    private enum Field { case type, encoding, other }

    /// Octets of a value that are looked at.
    private static let longestValue = 4 << 10
    /// Multiparts inside each other; more of them are taken for sealed.
    private static let mostBoundaries = 32

    /// Whether a line of the body may be changed: it is text, and neither signed nor encoded.
    var mayFold: Bool { isText && !isSealed }

    /// A line without its end.
    mutating func take(_ line: ArraySlice<UInt8>) {
        if isInHeader {
            if line.isEmpty { endHeader() } else { takeField(line) }
        } else if line.starts(with: "--".utf8), boundaries.contains(where: { line.dropFirst(2).starts(with: $0) }) {
            isInHeader = true
        }
    }

    private mutating func takeField(_ line: ArraySlice<UInt8>) {
        var value = line
        if let first = line.first, first != 0x20, first != 0x09 {
            let name = line.prefix(40).prefix { $0 != UInt8(ascii: ":") }
            value = line.dropFirst(name.count + 1)
            switch AddressGrammar.lowercased(String(decoding: name, as: UTF8.self)) {
            case "content-type": (field, type) = (.type, [])
            case "content-transfer-encoding": (field, encoding) = (.encoding, [])
            default: field = .other
            }
        }
        switch field {
        case .type: type += value.prefix(max(0, Self.longestValue - type.count))
        case .encoding: encoding += value.prefix(max(0, Self.longestValue - encoding.count))
        case .other: break
        }
    }

    private mutating func endHeader() {
        let kind = AddressGrammar.lowercased(String(decoding: type.drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self))
        let coding = AddressGrammar.lowercased(String(decoding: encoding, as: UTF8.self))
        let isMultipart = kind.hasPrefix("multipart/")
        let sealed = ["multipart/signed", "multipart/encrypted", "pkcs7", "pgp-encrypted"]
        if sealed.contains(where: { kind.contains($0) }) || boundaries.count >= Self.mostBoundaries { isSealed = true }
        // Where nobody knows where its parts begin, nobody knows how they are encoded.
        if isMultipart { if let boundary { boundaries.append(boundary) } else { isSealed = true } }
        isText = kind.isEmpty || kind.hasPrefix("text/") || isMultipart
        isText = isText && !["base64", "quoted", "uue"].contains { coding.contains($0) }
        isInHeader = kind.hasPrefix("message/rfc822") || kind.hasPrefix("message/global")
        (type, encoding, field) = ([], [], .other)
    }

    /// nil where the type names none.
    private var boundary: [UInt8]? {
        let key = Array("boundary=".utf8)
        let lower = type.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard lower.count > key.count,
            let start = (0...(lower.count - key.count)).first(where: { lower[$0...].starts(with: key) })
        else { return nil }
        let value = type[(start + key.count)...]
        let isQuoted = value.first == UInt8(ascii: "\"")
        let end: [UInt8] = isQuoted ? [UInt8(ascii: "\"")] : [UInt8(ascii: ";"), 0x20, 0x09]
        let boundary = (isQuoted ? value.dropFirst() : value).prefix { !end.contains($0) }
        return boundary.isEmpty ? nil : Array(boundary)
    }
}
