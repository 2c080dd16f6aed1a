// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
import XMPP

/// Who may have which address: the in-band half of the mapping (XEP-0077). The database decides conflicts.
struct Registration: Registrar {
    let post: GatewayPost
    let store: Store
    let time: any TimeSource
    let logger: Logger

    func form(for asker: JID, language: String?) async throws(StanzaError) -> RegistrationState {
        let name = post.name
        let (account, taken) = try await stored(language) { tx in
            (try tx.account(gateway: name, jid: asker), try tx.addresses(takenIn: name))
        }
        if account == nil, !isAdmitted(asker) { throw notAdmitted(language) }
        let form = post.adapter.registrationForm(taken: taken, current: account?.address)
        return RegistrationState(
            isRegistered: account != nil, title: form.title.text(for: language),
            instructions: form.instructions.text(for: language),
            fields: form.fields.map { field in
                let known = field.name == "name" ? account?.name : account?.settings[field.name]
                return RegistrationState.Field(
                    name: field.name, label: field.label.text(for: language), isRequired: field.isRequired,
                    value: known ?? field.value, choices: field.choices)
            })
    }

    func register(_ asker: JID, answers: [String: String], language: String?) async throws(StanzaError) {
        let name = post.name
        let adapter = post.adapter
        let mayRegister = isAdmitted(asker)
        let created = time.now
        let outcome = try await stored(language) { tx -> Outcome in
            let current = try tx.account(gateway: name, jid: asker)
            guard current != nil || mayRegister else { return .notAdmitted }
            let taken = try tx.addresses(takenIn: name)
            do {
                let choice = try adapter.registration(answers, taken: taken, current: current?.address)
                if let current {
                    _ = try tx.change(
                        gateway: name, jid: asker.bare, address: choice.address, name: choice.name,
                        settings: current.settings.merging(choice.settings) { $1 })
                } else {
                    try tx.add(
                        Account(
                            jid: asker.bare, gateway: name, address: choice.address, name: choice.name,
                            created: created, settings: choice.settings))
                }
                return .registered
            } catch let problem as RegistrationProblem {
                return .refused(problem)
            } catch StoreFailure.conflict {
                return .refused(.conflict(Self.taken))
            }
        }
        try check(outcome, language)
        logger.info("An account registered.", metadata: ["gateway": "\(name)"])
    }

    func remove(_ asker: JID, language: String?) async throws(StanzaError) {
        let name = post.name
        let removed = try await stored(language) { tx in try tx.removeAccount(gateway: name, jid: asker.bare) }
        guard removed > 0 else { throw Failure.notRegistered(gateway: post.domain).error(language: language) }
        logger.info("An account was removed.", metadata: ["gateway": "\(name)"])
    }

    private enum Outcome: Sendable {
        case registered, notAdmitted
        case refused(RegistrationProblem)
    }

    private func check(_ outcome: Outcome, _ language: String?) throws(StanzaError) {
        switch outcome {
        case .registered: return
        case .notAdmitted: throw notAdmitted(language)
        case .refused(.notAcceptable(let sentence)):
            throw error(.notAcceptable, .modify, sentence, language)
        case .refused(.conflict(let sentence)):
            throw error(.conflict, .cancel, sentence, language)
        }
    }

    private func isAdmitted(_ asker: JID) -> Bool {
        post.policy.register.contains { $0.admits(asker) }
    }

    private func notAdmitted(_ language: String?) -> StanzaError {
        error(
            .forbidden, .auth,
            Sentence(
                "You may not register here yourself. Ask the operator of this gateway for an address.",
                german: "Sie können sich hier nicht selbst registrieren. Bitten Sie den Betreiber dieses Gateways um "
                    + "eine Adresse."), language)
    }

    private func error(
        _ condition: StanzaError.Condition, _ action: StanzaError.Action, _ sentence: Sentence, _ language: String?
    ) -> StanzaError {
        StanzaError(
            condition, action, text: sentence.text(for: language), language: Sentence.language(for: language))
    }

    private func stored<T: Sendable>(
        _ language: String?, _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StanzaError) -> T {
        do throws(StoreFailure) {
            return try await store.commit(work)
        } catch {
            logger.error("\(error.sentence)", metadata: ["gateway": "\(post.name)"])
            throw Failure.storeUnavailable.error(language: language)
        }
    }

    private static let taken = Sentence(
        "Somebody else has just taken this address. Choose another one.",
        german: "Diese Adresse hat gerade jemand anderes bekommen. Wählen Sie eine andere.")
}
