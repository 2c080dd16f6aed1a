// SPDX-License-Identifier: Apache-2.0

/// A text as its words alone, so that a phrase is found however it was wrapped, capitalised and punctuated: lower case
/// without accents, one blank between words and at both ends, `9` for every number. Addresses, hosts and links are left
/// out: what they are called says nothing (`antispam.example.com`).
struct SpokenText: Sendable {
    let octets: [UInt8]

    /// Octets of a text that are read.
    static let longest = 16 * 1024

    init(_ text: some StringProtocol) {
        var words: [UInt8] = [Self.blank]
        var read = 0
        for word in text.split(whereSeparator: \.isWhitespace) {
            read += word.utf8.count + 1
            guard read <= Self.longest else { break }
            Self.append(Substring(word), to: &words)
            if words.last != Self.blank { words.append(Self.blank) }
        }
        octets = words
    }

    /// What a phrase of a list looks like within a text.
    static func phrase(_ text: String) -> [UInt8] {
        var octets = SpokenText(text).octets[...]
        if text.first != " " { octets = octets.dropFirst() }
        if text.last != " " { octets = octets.dropLast() }
        return Array(octets)
    }

    private static let blank = UInt8(ascii: " ")
    private static let slash = UInt8(ascii: "/")
    private static let number = UInt8(ascii: "9")

    /// A word, without the names in it: in Chinese a whole sentence is one.
    private static func append(_ word: Substring, to octets: inout [UInt8]) {
        var rest = word.utf8[...]
        while !rest.isEmpty {
            let name = rest.prefix(while: isNameOctet)
            let other = rest[name.endIndex...].prefix { !isNameOctet($0) }
            if !isName(Substring(name)) {
                appendLetters(of: String(decoding: name, as: UTF8.self), to: &octets)
            } else if octets.last != blank {
                octets.append(blank)
            }
            appendLetters(of: String(decoding: other, as: UTF8.self), to: &octets)
            rest = rest[other.endIndex...]
        }
    }

    private static func appendLetters(of text: String, to octets: inout [UInt8]) {
        var isInNumber = false
        for scalar in text.lowercased().unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            if isDigit {
                if !isInNumber { octets.append(number) }
            } else if let plain = plain[scalar.value] {
                octets.append(plain)
            } else if scalar.properties.isAlphabetic {
                octets.append(scalar)
            } else if !isIgnored(scalar), octets.last != blank {
                octets.append(blank)
            }
            isInNumber = isDigit
        }
    }

    /// Apostrophes, and accents that are characters of their own.
    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\u{2019}" || (0x300...0x36F).contains(scalar.value)
    }

    /// The letters of Latin script with an accent, and what they are without: many mail systems write `nao foi entregue`.
    private static let plain: [UInt32: UInt8] = {
        let beginning = "LATIN SMALL LETTER "
        let accented = (UInt32(0xE0)...0x17F).compactMap { value -> (UInt32, UInt8)? in
            guard let name = Unicode.Scalar(value)?.properties.name, name.hasPrefix(beginning) else { return nil }
            let words = name.dropFirst(beginning.count).split(separator: " ")
            guard words.count > 1, words[1] == "WITH", words[0].utf8.count == 1 else { return nil }
            return words[0].utf8.first.map { (value, $0 | 0x20) }
        }
        return Dictionary(uniqueKeysWithValues: accented)
    }()

    /// An address, a link, a path, or a host: labels with dots between them, the last one short and in lower case.
    private static func isName(_ word: Substring) -> Bool {
        if word.utf8.contains(UInt8(ascii: "@")) || word.holds("://") { return true }
        if word.utf8.first == slash, word.utf8.dropFirst().contains(slash) { return true }
        guard word.utf8.contains(UInt8(ascii: ".")) else { return false }
        let core = word.utf8.drop { !isHostOctet($0) }.prefix { isHostOctet($0) }
        let labels = core.split(separator: UInt8(ascii: "."))
        guard labels.count >= 2, let last = labels.last else { return false }
        return (2...longestTopLevel).contains(last.count) && last.allSatisfy { (0x61...0x7A).contains($0) }
    }

    /// Of a host's last label, in lower case; longer ones are rather words (`RESOLVER.ADR.RecipientNotFound`).
    private static let longestTopLevel = 6

    private static func isHostOctet(_ octet: UInt8) -> Bool {
        isAlphanumeric(octet) || octet == UInt8(ascii: "-") || octet == UInt8(ascii: ".")
    }

    private static func isNameOctet(_ octet: UInt8) -> Bool {
        isAlphanumeric(octet) || ":/@.-_+=?&%~".utf8.contains(octet)
    }

    private static func isAlphanumeric(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20)
    }
}
