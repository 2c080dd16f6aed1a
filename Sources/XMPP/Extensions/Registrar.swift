// SPDX-License-Identifier: Apache-2.0

/// Who keeps the registrations that XEP-0077 asks for. Every asker is a bare JID.
package protocol Registrar: Sendable {
    /// What the person sees: the form, and what is on file.
    ///
    /// - Parameters:
    ///   - asker: a bare JID.
    ///   - language: the `xml:lang` of the request; nil where it does not say.
    func form(for asker: JID, language: String?) async throws(StanzaError) -> RegistrationState

    /// Registers the person, or changes the registration. A field that was not sent is not in the answers.
    func register(_ asker: JID, answers: [String: String], language: String?) async throws(StanzaError)

    /// Ends the registration; `registration-required` where there is none.
    func remove(_ asker: JID, language: String?) async throws(StanzaError)
}

/// What somebody who asks for the registration form is told, in their language.
package struct RegistrationState: Sendable, Equatable {
    package let isRegistered: Bool
    package let title: String
    package let instructions: String
    package let fields: [Field]

    package init(isRegistered: Bool, title: String, instructions: String, fields: [Field]) {
        self.isRegistered = isRegistered
        self.title = title
        self.instructions = instructions
        self.fields = fields
    }

    package struct Field: Sendable, Equatable {
        /// A field name of XEP-0077 section 14.1 (`phone`, `username`, `name`); any other is in the data form only.
        package let name: String
        package let label: String
        package let isRequired: Bool
        /// What is on file; for somebody who is not registered, what the form suggests.
        package let value: String?
        /// The choices of a list; nil is free text.
        package let choices: [String]?

        package init(name: String, label: String, isRequired: Bool, value: String? = nil, choices: [String]? = nil) {
            self.name = name
            self.label = label
            self.isRequired = isRequired
            self.value = value
            self.choices = choices
        }
    }
}
