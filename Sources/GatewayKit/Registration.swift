// SPDX-License-Identifier: Apache-2.0

/// A form as data (XEP-0077 renders it both as plain fields and as a XEP-0004 form).
package struct RegistrationForm: Sendable, Equatable {
    package let title: Sentence
    package let instructions: Sentence
    package let fields: [Field]

    package init(title: Sentence, instructions: Sentence, fields: [Field]) {
        self.title = title
        self.instructions = instructions
        self.fields = fields
    }

    package struct Field: Sendable, Equatable {
        /// A field name of XEP-0077: `phone`, `username`, `name`.
        package let name: String
        package let label: Sentence
        package let isRequired: Bool
        /// What it holds now, or what we suggest.
        package let value: String?
        /// The choices of a list-single; nil is free text.
        package let choices: [String]?

        package init(name: String, label: Sentence, isRequired: Bool, value: String? = nil, choices: [String]? = nil) {
            self.name = name
            self.label = label
            self.isRequired = isRequired
            self.value = value
            self.choices = choices
        }
    }
}

/// What a filled-in form asks for.
package struct RegistrationChoice: Sendable, Equatable {
    package let address: Address
    /// The display name; nil leaves it as it is.
    package let name: String?
    /// The answers to the adapter's own fields, by field name; they come back with each message.
    package let settings: [String: String]

    package init(address: Address, name: String? = nil, settings: [String: String] = [:]) {
        self.address = address
        self.name = name
        self.settings = settings
    }
}

package enum RegistrationProblem: Error, Equatable, Sendable {
    /// Something else must be written in the form.
    case notAcceptable(Sentence)
    /// Somebody else has it, or nothing is left to give.
    case conflict(Sentence)
}
