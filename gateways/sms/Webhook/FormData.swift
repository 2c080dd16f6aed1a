// SPDX-License-Identifier: Apache-2.0

import Notation

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
        for piece in Array(bytes).split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.maximumFields else { throw .tooManyFields }
            let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let value = piece[equals...].dropFirst()
            fields.append(
                Field(
                    name: PercentEncoding.octets(piece[..<equals], plusIsSpace: true),
                    value: PercentEncoding.octets(value, plusIsSpace: true)))
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
}

/// Why bytes are no form that we read.
enum FormProblem: Error, Equatable, Sendable {
    case tooManyFields

    var sentence: String {
        "the request has more than \(FormData.maximumFields) fields"
    }
}
