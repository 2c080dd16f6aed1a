// SPDX-License-Identifier: Apache-2.0

import Notation

/// `; name=value; …` behind a type or a disposition (RFC 2045 section 5.1), with the continuations and charsets of RFC
/// 2231. Mistakes are passed over.
struct ParameterList {
    private var plain: [String: [UInt8]] = [:]
    private var segments: [String: [Segment]] = [:]

    /// One piece of `name*0*=…; name*1=…`.
    private struct Segment {
        let index: Int
        /// Its octets may be percent-encoded; the first begins with charset and language.
        let isExtended: Bool
        let bytes: [UInt8]
    }

    /// The word before the first semicolon, comments dropped, and the parameters behind it. The first of a name counts.
    ///
    /// - Parameter charset: the mail's own, for values that are not encoded; nil: the `charset` among them, if any.
    static func split(
        _ value: [UInt8], in charset: String? = nil
    ) -> (head: ArraySlice<UInt8>, parameters: [String: String]) {
        let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.count
        var word = ASCII.trimmed(value[..<end]).prefix { !ASCII.isBlank($0) && $0 != UInt8(ascii: "(") }
        // A forgotten word: `filename=plan.pdf`.
        if word.contains(UInt8(ascii: "=")) { word = [] }
        var list = ParameterList()
        // A forgotten semicolon: `text/plain charset=utf-8`.
        list.read(value[(value[..<end].contains(UInt8(ascii: "=")) ? word.count : end)...])
        return (word, list.decoded(in: charset))
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        var count = 0
        while count < Self.mostParameters,
            let start = rest.firstIndex(where: { !ASCII.isBlank($0) && $0 != UInt8(ascii: ";") })
        {
            rest = rest[start...]
            let end = rest.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") } ?? rest.endIndex
            let name = String(decoding: ASCII.trimmed(rest[..<end]), as: UTF8.self).lowercased()
            guard end < rest.endIndex, rest[end] == UInt8(ascii: "=") else {
                rest = rest[end...]
                continue
            }
            rest = rest[(end + 1)...].drop(while: ASCII.isBlank)
            let value = rest.first == UInt8(ascii: "\"") ? Self.takeQuoted(&rest) : Self.takeToken(&rest)
            add(name, value)
            count += 1
        }
    }

    /// A quoted string; what stands between it and the next semicolon is dropped. A backslash before anything but a
    /// quote or a backslash is kept: `C:\temp` is meant as it stands.
    private static func takeQuoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        var index = rest.startIndex + 1
        while index < rest.endIndex, rest[index] != UInt8(ascii: "\"") {
            if rest[index] == UInt8(ascii: "\\"), index + 1 < rest.endIndex,
                rest[index + 1] == UInt8(ascii: "\"") || rest[index + 1] == UInt8(ascii: "\\")
            {
                index += 1
            }
            value.append(rest[index])
            index += 1
        }
        rest = rest[index...].drop { $0 != UInt8(ascii: ";") }
        return value
    }

    /// Up to the semicolon: file names with blanks are often not quoted. A comment behind a blank does not count.
    private static func takeToken(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var value = rest.prefix { $0 != UInt8(ascii: ";") }
        rest = rest[value.endIndex...]
        for index in value.indices.dropFirst() where value[index] == UInt8(ascii: "(") {
            guard ASCII.isBlank(value[index - 1]) else { continue }
            value = value[..<index]
            break
        }
        return ASCII.trimmed(value)
    }

    private mutating func add(_ name: String, _ value: [UInt8]) {
        guard name.utf8.count <= Self.longestName else { return }
        let parts = name.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let base = parts.first else {
            if plain[name] == nil { plain[name] = value }
            return
        }
        let isExtended = parts.last == ""
        let index = parts[1].isEmpty ? 0 : Int(parts[1])
        guard !base.isEmpty, let index, (0...Self.mostSegments).contains(index) else { return }
        segments[String(base), default: []].append(Segment(index: index, isExtended: isExtended, bytes: value))
    }

    /// Far more than a name of 255 octets needs.
    private static let mostSegments = 999
    /// Octets of a parameter's name; those that mean something have 20.
    private static let longestName = 128
    /// Far more than any type has; the segments of a name count each.
    static let mostParameters = 1000

    private func decoded(in mailCharset: String?) -> [String: String] {
        let charset = mailCharset ?? plain["charset"].map { String(decoding: $0, as: UTF8.self) }
        var parameters = plain.mapValues { Charset.headerText($0[...], in: charset) }
        for name in ["filename", "name"] {
            if let text = plain[name].flatMap(Self.withoutStar) { parameters[name] = text }
        }
        for (name, segments) in segments {
            parameters[name] = Self.joined(segments)
        }
        return parameters
    }

    /// RFC 2231 sections 3 and 4: pieces in the order of their numbers, up to the first that is missing.
    private static func joined(_ segments: [Segment]) -> String {
        let sorted = segments.sorted { $0.index < $1.index }
        var charset: String?
        var bytes: [UInt8] = []
        var expected = sorted.first?.index ?? 0
        for (position, segment) in sorted.enumerated() where segment.index == expected {
            expected += 1
            guard segment.isExtended else {
                bytes += segment.bytes
                continue
            }
            var value = segment.bytes[...]
            if position == 0 { charset = takeCharset(&value) }
            bytes += PercentEncoding.octets(value)
        }
        return charset == nil ? Charset.headerText(bytes[...]) : Charset.decode(bytes, named: charset)
    }

    /// A value that is written in the extended form though its name has no star, `UTF-8''%C3%9Cbersicht.pdf`, or has its
    /// percent signs alone; nil for any other.
    private static func withoutStar(_ bytes: [UInt8]) -> String? {
        guard bytes.contains(UInt8(ascii: "%")) else { return nil }
        var value = bytes[...]
        if let charset = takeCharset(&value) {
            let octets = PercentEncoding.octets(value)
            return CharsetName.isKnown(charset) && octets.count < value.count
                ? Charset.decode(octets, named: charset) : nil
        }
        guard bytes.allSatisfy({ $0 < 0x80 }),
            let text = String(validating: PercentEncoding.octets(value), as: UTF8.self),
            !text.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        return text
    }

    /// `charset'language'`; nil where the quotes are missing.
    private static func takeCharset(_ value: inout ArraySlice<UInt8>) -> String? {
        let quote = UInt8(ascii: "'")
        guard let first = value.firstIndex(of: quote), let second = value[(first + 1)...].firstIndex(of: quote) else {
            return nil
        }
        let charset = String(decoding: value[..<first], as: UTF8.self)
        value = value[(second + 1)...]
        return charset.isEmpty ? nil : charset
    }
}
