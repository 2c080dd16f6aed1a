// SPDX-License-Identifier: Apache-2.0

/// In-Band Registration (XEP-0077 version 2.4) with the gateway's domain: the wire; a `Registrar` does the work. The
/// form goes out twice, as a data form and as plain fields for clients that know no forms.
///
///     <query xmlns='jabber:iq:register'>
///       <registered/><instructions>…</instructions><phone>+15550100001</phone>
///       <x xmlns='jabber:x:data' type='form'>…</x>
///     </query>
package struct InBandRegistration: IQFeature {
    package static let namespace = "jabber:iq:register"

    /// The plain fields of section 14.1 that a person fills in.
    private static let plainFields: Set<String> = [
        "username", "nick", "password", "name", "first", "last", "email", "address", "city", "state", "zip", "phone",
        "url", "date",
    ]

    /// Bytes of the longest of them.
    private static let longestField = 8

    private let registrar: any Registrar

    package init(registrar: any Registrar) {
        self.registrar = registrar
    }

    package func features(of entity: Entity) -> [String] { entity == .gateway ? [Self.namespace] : [] }

    package let routes = [
        IQRoute(.get, "query", namespace, at: [.gateway]), IQRoute(.set, "query", namespace, at: [.gateway]),
    ]

    /// True for a request that may change who is registered.
    package static func isChange(_ iq: Stanza) -> Bool {
        iq.kind == .iq && iq.type == "set" && Entity(of: iq.to) == .gateway && iq.first("query", namespace) != nil
    }

    package func answer(_ iq: Stanza, _ payload: Element) async throws(StanzaError) -> Element? {
        guard let asker = iq.from?.bare else { throw StanzaError(.badRequest, .modify) }
        if iq.type == "get" {
            return Self.query(try await registrar.form(for: asker, language: iq.language))
        }
        switch try Self.request(in: payload) {
        case .register(let answers): try await registrar.register(asker, answers: answers, language: iq.language)
        case .remove: try await registrar.remove(asker, language: iq.language)
        case .nothing: break
        }
        return nil
    }
}

// Out: the form.
extension InBandRegistration {
    private static func query(_ state: RegistrationState) -> Element {
        var children: [Element] = state.isRegistered ? [Element("registered", namespace)] : []
        children.append(Element("instructions", namespace, text: state.instructions))
        for field in state.fields where plainFields.contains(field.name) {
            children.append(Element(field.name, namespace, text: state.isRegistered ? field.value : nil))
        }
        return Element("query", namespace, [:], children + [form(state).element])
    }

    private static func form(_ state: RegistrationState) -> DataForm {
        DataForm(
            .form, title: state.title, instructions: state.instructions,
            fields: [.formType(namespace)] + state.fields.map(field))
    }

    private static func field(_ field: RegistrationState.Field) -> DataForm.Field {
        DataForm.Field(
            field.name, field.choices == nil ? .textSingle : .listSingle, label: field.label,
            isRequired: field.isRequired, values: field.value.map { [$0] } ?? [],
            options: (field.choices ?? []).map { DataForm.Field.Option($0, label: $0) })
    }
}

// In: what a set asks for.
extension InBandRegistration {
    enum Request: Equatable {
        case register([String: String])
        case remove
        /// A cancelled form.
        case nothing
    }

    static func request(in query: Element) throws(StanzaError) -> Request {
        if query.first("remove", namespace) != nil {
            guard query.elements.count == 1 else {
                // Section 3.2: a removal stands alone.
                throw StanzaError(.badRequest, .modify, text: "<remove/> goes without other fields.", language: "en")
            }
            return .remove
        }
        // Section 5: a form goes before the plain fields.
        if let form = query.first("x", DataForm.namespace) { return try request(in: DataForm(form)) }
        var answers: [String: String] = [:]
        for field in query.elements where field.name.namespace == namespace {
            guard field.name.local.utf8.count <= longestField, plainFields.contains(field.name.local) else { continue }
            answers[field.name.local] = field.text
        }
        return .register(answers)
    }

    private static func request(in form: DataForm?) throws(StanzaError) -> Request {
        switch form?.kind {
        case .cancel: return .nothing
        case .submit: break
        default: throw StanzaError(.badRequest, .modify, text: "The form was not submitted.", language: "en")
        }
        guard let form, form.purpose == nil || form.purpose == namespace else {
            throw StanzaError(.notAcceptable, .modify, text: "This is the form of something else.", language: "en")
        }
        return .register(form.answers)
    }
}
