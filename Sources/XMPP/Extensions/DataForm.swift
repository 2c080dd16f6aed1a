// SPDX-License-Identifier: Apache-2.0

/// A data form (XEP-0004 version 2.13.1), without the table of reported items.
///
///     <x xmlns='jabber:x:data' type='form'>
///       <title>Register</title>
///       <field var='phone' type='list-single' label='Number'>
///         <required/><option label='Office'><value>+15550100001</value></option>
///       </field>
///     </x>
package struct DataForm: Sendable, Equatable {
    package static let namespace = "jabber:x:data"
    /// The hidden field that names what a form is for (XEP-0068).
    package static let formType = "FORM_TYPE"
    /// Bytes of a field's name; what is longer names no field of a form that we send.
    private static let longestName = 256

    package enum Kind: String, Sendable {
        case form, submit, cancel, result
    }

    package var kind: Kind
    package var title: String?
    package var instructions: String?
    package var fields: [Field]

    package init(_ kind: Kind, title: String? = nil, instructions: String? = nil, fields: [Field] = []) {
        self.kind = kind
        self.title = title
        self.instructions = instructions
        self.fields = fields
    }

    /// All values of a field. One that is missing means empty, never its default (section 3.2).
    package func values(of name: String) -> [String] {
        fields.first { $0.name == name }?.values ?? []
    }

    /// The text of a field, its lines joined (text-multi gives a value a line); empty where it is missing.
    package func text(of name: String) -> String {
        values(of: name).joined(separator: "\n")
    }

    /// What the form is for: the value of FORM_TYPE; nil where it does not say.
    package var purpose: String? { values(of: Self.formType).first }

    /// What was filled in, by field name: everything but FORM_TYPE and fields without a name. Where a name comes twice
    /// the first one counts.
    package var answers: [String: String] {
        var answers: [String: String] = [:]
        for field in fields where field.name != Self.formType {
            guard let name = field.name, name.utf8.count <= Self.longestName, answers[name] == nil else { continue }
            answers[name] = field.values.joined(separator: "\n")
        }
        return answers
    }
}

// The wire.
extension DataForm {
    /// Reads `<x xmlns='jabber:x:data'/>`; nil where it is another element or its type is none of the four.
    package init?(_ element: Element) {
        guard element.is("x", Self.namespace), let kind = element["type"].flatMap(Kind.init) else { return nil }
        let instructions = element.all("instructions", Self.namespace).map(\.text)
        self.init(
            kind, title: element.first("title", Self.namespace)?.text,
            instructions: instructions.isEmpty ? nil : instructions.joined(separator: "\n"),
            fields: element.all("field", Self.namespace).map(Field.init))
    }

    package var element: Element {
        var children: [Element] = []
        if let title { children.append(Element("title", Self.namespace, text: title)) }
        if let instructions { children.append(Element("instructions", Self.namespace, text: instructions)) }
        return Element("x", Self.namespace, ["type": kind.rawValue], children + fields.map(\.element))
    }
}
