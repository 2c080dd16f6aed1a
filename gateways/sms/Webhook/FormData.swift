// SPDX-License-Identifier: Apache-2.0

/// The fields of a form or a query (`application/x-www-form-urlencoded`), in order. Values stay bytes until somebody
/// knows their character set: Kannel sends UTF-16 in a query.
struct FormData: Sendable, Equatable {
    /// Fields a request may have. Twilio sends about 30; the limit keeps sorting and comparing cheap.
    static let maximumFields = 1_000

    struct Field: Sendable, Equatable {
        let name: [UInt8]
        let value: [UInt8]
    }

    let fields: [Field]

    /// Reads `a=1&b=2`. A field without `=` has an empty value; empty pieces (`&&`) are nothing.
    /// - Throws: `FormProblem` for more than `maximumFields` fields; everything else is a form.
    init(parsing bytes: some Collection<UInt8>) throws(FormProblem) {
        var fields: [Field] = []
        for piece in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.maximumFields else { throw .tooManyFields }
            let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            fields.append(
                Field(
                    name: Self.decoded(piece[..<equals]),
                    value: Self.decoded(
                        equals < piece.endIndex ? piece[piece.index(after: equals)...] : piece[equals...])
                ))
        }
        self.fields = fields
    }

    /// The value of the first field with this name; nil where there is none.
    func value(_ name: String) -> [UInt8]? {
        fields.first { $0.name.elementsEqual(name.utf8) }?.value
    }

    /// The values of all fields with this name, in order.
    func values(_ name: String) -> [[UInt8]] {
        fields.filter { $0.name.elementsEqual(name.utf8) }.map(\.value)
    }

    private static func decoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        percentDecoded(bytes, plusIsSpace: true)
    }

    /// Undoes `%XX`, and `+` where it stands for a space; a `%` that begins no escape stands for itself, as every form
    /// parser has it.
    static func percentDecoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), let high = digits.first.flatMap(hexDigit),
                let low = digits.dropFirst().first.flatMap(hexDigit)
            {
                result.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return result
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Why bytes are no form that we read.
enum FormProblem: Error, Equatable, Sendable {
    case tooManyFields

    var sentence: String {
        "the request has more than \(FormData.maximumFields) fields"
    }
}
