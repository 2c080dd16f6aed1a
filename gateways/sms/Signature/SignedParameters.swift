// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// How a provider writes the parameters of a request into the text that it signs: sorted by name, by code point (which
/// for UTF-8 is the order of the bytes).
struct SignedParameters: Sendable, Equatable {
    var source = Source.form
    var duplicates = Duplicates.keep
    /// Before the whole, between name and value, and between two parameters.
    var prefix = ""
    var pair = ""
    var join = ""
    /// Bytes of values that are written as others; names stay.
    var replace: [UInt8: [UInt8]] = [:]
    /// Parameters that are not signed, such as the signature itself.
    var exclude: Set<String> = []

    enum Source: String, Sendable, CaseIterable {
        /// The form in the body. A body that is no form is refused: nothing would vouch for it.
        case form
        /// Form, flat JSON object, or, for a request without a body, the query.
        case any
    }

    enum Duplicates: String, Sendable, CaseIterable {
        /// Values of one name keep their order.
        case keep
        /// Values of one name are sorted, and equal ones written once.
        case uniqueSorted = "unique-sorted"
    }

    func bytes(of request: WebhookRequest) throws(SignatureFailure) -> [UInt8] {
        let fields = try fields(of: request).filter { !isExcluded($0.name) }
        var bytes = Array(prefix.utf8)
        for (position, field) in sorted(fields).enumerated() {
            if position > 0 { bytes += join.utf8 }
            bytes += field.name
            bytes += pair.utf8
            for byte in field.value { bytes += replace[byte] ?? [byte] }
        }
        return bytes
    }

    private func isExcluded(_ name: [UInt8]) -> Bool {
        name.count <= DescriptorWord.longest && exclude.contains(String(decoding: name, as: UTF8.self))
    }

    /// The parameters by their `source`, unsorted.
    func fields(of request: WebhookRequest) throws(SignatureFailure) -> [FormData.Field] {
        switch source {
        case .any where request.body.isEmpty: try Self.form(request.query)
        case .any where request.isJSON: try Self.flatJSON(request.body)
        case .any, .form: try Self.formBody(of: request)
        }
    }

    /// The fields of the form in the body; none for an empty body.
    static func formBody(of request: WebhookRequest) throws(SignatureFailure) -> [FormData.Field] {
        guard request.body.isEmpty || request.mayBeForm else {
            throw SignatureFailure("the body is no form, so the signature does not cover it")
        }
        return try form(request.body)
    }

    static func form(_ bytes: some Collection<UInt8>) throws(SignatureFailure) -> [FormData.Field] {
        do throws(FormProblem) {
            return try FormData(parsing: bytes).fields
        } catch {
            throw SignatureFailure(error.sentence)
        }
    }

    private static func flatJSON(_ body: [UInt8]) throws(SignatureFailure) -> [FormData.Field] {
        guard case .object(let members)? = try? JSONValue(parsing: body) else {
            throw SignatureFailure("the body is no JSON object")
        }
        var fields: [FormData.Field] = []
        for (name, value) in members {
            guard let text = value.text else { throw SignatureFailure("the JSON body is not flat") }
            fields.append(FormData.Field(name: Array(name.utf8), value: Array(text.utf8)))
        }
        return fields
    }

    private func sorted(_ fields: [FormData.Field]) -> [FormData.Field] {
        switch duplicates {
        case .keep:
            // Swift's sort is stable, but does not promise it: the position decides between equal names.
            return fields.enumerated().sorted {
                $0.element.name == $1.element.name
                    ? $0.offset < $1.offset : $0.element.name.lexicographicallyPrecedes($1.element.name)
            }.map(\.element)
        case .uniqueSorted:
            let all = fields.sorted(by: FormData.Field.precedes)
            return all.indices.filter { $0 == 0 || all[$0] != all[$0 - 1] }.map { all[$0] }
        }
    }
}

extension FormData.Field {
    /// By name, then by value, both by code point.
    static func precedes(_ one: Self, _ other: Self) -> Bool {
        one.name == other.name
            ? one.value.lexicographicallyPrecedes(other.value) : one.name.lexicographicallyPrecedes(other.name)
    }
}
