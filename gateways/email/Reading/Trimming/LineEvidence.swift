// SPDX-License-Identifier: Apache-2.0

/// What in a line is no word: an address, a date, a time of day. It is the same in every language.
struct LineEvidence {
    /// `a@b`
    private(set) var hasAddress = false
    /// Directly in front of the end: `<a@b>:`
    private(set) var endsInAddress = false
    /// A year, or a day in numbers.
    private(set) var hasDay = false
    private(set) var hasTime = false

    var hasAny: Bool { hasAddress || hasDay || hasTime }

    private static let years = 1300...2699

    init(_ text: String) { self.init(text[...]) }

    init(_ text: Substring) {
        readAddresses(text)
        readNumbers(text)
    }

    private mutating func readAddresses(_ text: Substring) {
        let octets = text.utf8
        var previous: UInt8 = 0x20
        var isBehindAt = false
        for octet in octets {
            if isBehindAt, Self.isWord(octet) { hasAddress = true }
            isBehindAt = octet == UInt8(ascii: "@") && Self.isWord(previous)
            previous = octet
        }
        guard hasAddress, let close = octets.lastIndex(of: UInt8(ascii: ">")) else { return }
        endsInAddress = octets[octets.index(after: close)...].allSatisfy { !Self.isWord($0) || $0 >= 0x80 }
    }

    private static func isWord(_ octet: UInt8) -> Bool {
        octet >= 0x80 || (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20)
    }

    private struct Number {
        var value = 0
        var digits = 0
        /// The only character between the number before and this one; nil: there are others.
        var separator: Unicode.Scalar?
    }

    private mutating func readNumbers(_ text: Substring) {
        let numbers = Self.numbers(in: text)
        for (place, number) in numbers.enumerated() {
            if number.digits == 4, Self.years.contains(number.value) { hasDay = true }
            guard place > 0 else { continue }
            let before = numbers[place - 1]
            let first = place > 1 ? numbers[place - 2] : nil
            let isThird = first != nil && before.separator != nil && before.separator == number.separator
            if isThird, let first, Self.isDay(first, before, number) { hasDay = true }
            if Self.isTime(before, number), number.separator != "." || !isThird { hasTime = true }
        }
    }

    /// 3.3.26, 3/3/26, 26-3-3: of 2026 the year itself tells.
    private static func isDay(_ first: Number, _ second: Number, _ third: Number) -> Bool {
        guard let separator = third.separator, "./-".unicodeScalars.contains(separator) else { return false }
        return [first, second, third].allSatisfy { $0.digits <= 2 } && (1...31).contains(first.value)
            && (1...31).contains(second.value)
    }

    /// 10:00, 10.00, 10h00, 10時00
    private static func isTime(_ hour: Number, _ minute: Number) -> Bool {
        guard let separator = minute.separator, ":.h時时點点시".unicodeScalars.contains(separator) else { return false }
        return hour.digits <= 2 && hour.value < 25 && minute.digits == 2 && minute.value < 60
    }

    private static func numbers(in text: Substring) -> [Number] {
        var found: [Number] = []
        var number = Number()
        var gap: (last: Unicode.Scalar?, length: Int) = (nil, 0)
        for scalar in text.unicodeScalars {
            if let digit = digit(scalar) {
                if number.digits == 0 { number.separator = gap.length == 1 ? gap.last : nil }
                number.digits += 1
                if number.digits < 6 { number.value = number.value * 10 + digit }
            } else {
                if number.digits > 0 { found.append(number) }
                gap = (last: scalar, length: number.digits > 0 ? 1 : gap.length + 1)
                number = Number()
            }
        }
        return number.digits > 0 ? found + [number] : found
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return (0x30...0x39).contains(scalar.value) ? Int(scalar.value - 0x30) : nil }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Int(value)
    }
}
