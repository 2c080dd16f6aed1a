// SPDX-License-Identifier: Apache-2.0

extension DataForm {
    /// One field of a form (XEP-0004 section 3.3).
    package struct Field: Sendable, Equatable {
        package enum Kind: String, Sendable {
            case boolean, fixed, hidden
            case jidMulti = "jid-multi"
            case jidSingle = "jid-single"
            case listMulti = "list-multi"
            case listSingle = "list-single"
            case textMulti = "text-multi"
            case textPrivate = "text-private"
            case textSingle = "text-single"
        }

        /// One choice of a list.
        package struct Option: Sendable, Equatable {
            /// What a person sees; nil shows the value.
            package let label: String?
            package let value: String

            package init(_ value: String, label: String? = nil) {
                self.label = label
                self.value = value
            }
        }

        /// nil for text that nobody fills in (`fixed`).
        package let name: String?
        /// nil where a submitted form leaves it out; a reader takes it as `textSingle`.
        package let kind: Kind?
        package let label: String?
        package let isRequired: Bool
        package let values: [String]
        package let options: [Option]

        package init(
            _ name: String?, _ kind: Kind? = nil, label: String? = nil, isRequired: Bool = false,
            values: [String] = [], options: [Option] = []
        ) {
            self.name = name
            self.kind = kind
            self.label = label
            self.isRequired = isRequired
            self.values = values
            self.options = options
        }
    }
}

// The wire.
extension DataForm.Field {
    /// The hidden field that says what a form is for (XEP-0068).
    package static func formType(_ purpose: String) -> Self {
        Self(DataForm.formType, .hidden, values: [purpose])
    }

    init(_ element: Element) {
        self.init(
            element["var"], element["type"].flatMap(Kind.init), label: element["label"],
            isRequired: element.first("required", DataForm.namespace) != nil,
            values: element.all("value", DataForm.namespace).map(\.text),
            options: element.all("option", DataForm.namespace).map(Option.init))
    }

    var element: Element {
        var children: [Element] = isRequired ? [Element("required", DataForm.namespace)] : []
        children += values.map { Element("value", DataForm.namespace, text: $0) }
        children += options.map(\.element)
        return Element("field", DataForm.namespace, ["var": name, "type": kind?.rawValue, "label": label], children)
    }
}

extension DataForm.Field.Option {
    init(_ element: Element) {
        self.init(element.first("value", DataForm.namespace)?.text ?? "", label: element["label"])
    }

    var element: Element {
        Element("option", DataForm.namespace, ["label": label], [Element("value", DataForm.namespace, text: value)])
    }
}
