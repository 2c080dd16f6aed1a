// SPDX-License-Identifier: Apache-2.0

import Synchronization
import XMPP

/// A registrar that gives one form and notes what it is asked for.
final class FakeRegistrar: Registrar {
    enum Call: Equatable, Sendable {
        case form(String, String?)
        case register(String, [String: String], String?)
        case remove(String, String?)
    }

    private let made = Mutex<[Call]>([])
    private let state: RegistrationState
    private let error: StanzaError?

    init(_ state: RegistrationState = FakeRegistrar.state(registered: false), refusing error: StanzaError? = nil) {
        self.state = state
        self.error = error
    }

    var calls: [Call] { made.withLock { $0 } }

    func form(for asker: JID, language: String?) async throws(StanzaError) -> RegistrationState {
        note(.form(asker.description, language))
        if let error { throw error }
        return state
    }

    func register(_ asker: JID, answers: [String: String], language: String?) async throws(StanzaError) {
        note(.register(asker.description, answers, language))
        if let error { throw error }
    }

    func remove(_ asker: JID, language: String?) async throws(StanzaError) {
        note(.remove(asker.description, language))
        if let error { throw error }
    }

    private func note(_ call: Call) { made.withLock { $0.append(call) } }

    static func state(registered: Bool) -> RegistrationState {
        RegistrationState(
            isRegistered: registered, title: "Numbers", instructions: "Choose one.",
            fields: [
                .init(name: "phone", label: "Number", isRequired: true, value: "+1", choices: ["+1", "+2"]),
                .init(name: "name", label: "Name", isRequired: false),
                .init(name: "x-plan", label: "Plan", isRequired: false, value: "small"),
            ])
    }
}
