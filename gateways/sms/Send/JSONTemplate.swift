// SPDX-License-Identifier: Apache-2.0

/// A JSON document whose leaves are templates.
indirect enum JSONTemplate: Sendable {
    case constant(JSONValue)
    case leaf(Template)
    case array([JSONTemplate])
    case object([(name: String, value: JSONTemplate)])
    /// One element for each of a list's, which `item` names.
    case each(Variable, JSONTemplate)

    /// Writes the document, or nothing where it is absent: a leaf without a value, and what consists of nothing but such
    /// leaves.
    /// - Returns: whether anything was written.
    @discardableResult
    func write(to writer: inout JSONWriter, _ inputs: SendInputs) -> Bool {
        switch self {
        case .constant(let value): writer.value(value)
        case .leaf(let template):
            guard let value = template.value(inputs), value != .array([]) else { return false }
            writer.value(value)
        case .array(let elements):
            return writer.array(elements, isOptional: !elements.isEmpty) { $1.write(to: &$0, inputs) }
        case .object(let members):
            return Self.write(members, to: &writer, inputs)
        case .each(let variable, let template):
            return writer.array(inputs.value(of: variable)?.elements ?? [], isOptional: true) { writer, element in
                var inner = inputs
                inner.item = element
                return template.write(to: &writer, inner)
            }
        }
        return true
    }

    private static func write(
        _ members: [(name: String, value: JSONTemplate)], to writer: inout JSONWriter, _ inputs: SendInputs
    ) -> Bool {
        let start = writer.mark
        var isEmpty = true
        writer.raw("{")
        for (name, value) in members {
            let before = writer.mark
            if !isEmpty { writer.raw(",") }
            writer.string(name)
            writer.raw(":")
            if value.write(to: &writer, inputs) { isEmpty = false } else { writer.rewind(to: before) }
        }
        guard !isEmpty || members.isEmpty else {
            writer.rewind(to: start)
            return false
        }
        writer.raw("}")
        return true
    }
}

extension JSONWriter {
    /// An array of what `write` writes; elements for which it returns false are left out.
    /// - Parameter isOptional: write nothing, not `[]`, where no element is left.
    /// - Returns: whether anything was written.
    fileprivate mutating func array<Element>(
        _ elements: [Element], isOptional: Bool, write: (inout JSONWriter, Element) -> Bool
    ) -> Bool {
        let start = mark
        var isEmpty = true
        raw("[")
        for element in elements {
            let before = mark
            if !isEmpty { raw(",") }
            if write(&self, element) { isEmpty = false } else { rewind(to: before) }
        }
        if isEmpty, isOptional {
            rewind(to: start)
            return false
        }
        raw("]")
        return true
    }
}
