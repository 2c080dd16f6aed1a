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

    /// How often it is looked again what is free, where somebody else was faster.
    private static let mostTries = 3

    func form(for asker: JID, language: String?) async throws(StanzaError) -> RegistrationState {
        let account = try await account(of: asker, language)
        let taken = try await taken(language)
        let form = await post.adapter.registrationForm(taken: taken, current: account?.address)
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
        for _ in 0..<Self.mostTries {
            let current = try await account(of: asker, language)
            let taken = try await taken(language)
            let choice: RegistrationChoice
            do throws(RegistrationProblem) {
                choice = try await post.adapter.registration(answers, taken: taken, current: current?.address)
            } catch {
                throw refusal(error, language)
            }
            if try await store(choice, current, asker, language) {
                return logger.info("An account registered.", metadata: ["gateway": "\(post.name)"])
            }
        }
        throw refusal(.conflict(Self.taken), language)
    }

    func remove(_ asker: JID, language: String?) async throws(StanzaError) {
        let name = post.name
        let isRegistered = try await reading(language) { tx in try tx.account(gateway: name, jid: asker) != nil }
        guard isRegistered,
            try await writing(language, { tx in try tx.removeAccount(gateway: name, jid: asker.bare) }) > 0
        else { throw Failure.notRegistered(gateway: post.domain).error(language: language) }
        logger.info("An account was removed.", metadata: ["gateway": "\(name)"])
    }

    /// Who asks: nil where that is somebody new. Whoever may not register is turned away before anything else is read.
    private func account(of asker: JID, _ language: String?) async throws(StanzaError) -> Account? {
        let name = post.name
        let account = try await reading(language) { tx in try tx.account(gateway: name, jid: asker) }
        if account == nil, !isAdmitted(asker) { throw notAdmitted(language) }
        return account
    }

    /// Which of the addresses that the gateway offers somebody has. Where people name their own, the store decides.
    private func taken(_ language: String?) async throws(StanzaError) -> Set<Address> {
        let name = post.name
        let offered = post.adapter.offeredAddresses
        guard !offered.isEmpty else { return [] }
        return try await reading(language) { tx in try tx.addresses(takenIn: name, among: offered) }
    }

    /// False where somebody was faster: the address is gone, or the account is another one than it was.
    private func store(
        _ choice: RegistrationChoice, _ current: Account?, _ asker: JID, _ language: String?
    ) async throws(StanzaError) -> Bool {
        let name = post.name
        return try await writing(language) { tx in
            do throws(StoreFailure) {
                if let current {
                    return try tx.change(
                        gateway: name, jid: asker.bare, address: choice.address, name: choice.name,
                        settings: (try tx.account(gateway: name, jid: asker) ?? current).settings
                            .merging(choice.settings) { $1 })
                }
                try tx.add(
                    Account(
                        jid: asker.bare, gateway: name, address: choice.address, name: choice.name, created: tx.now,
                        settings: choice.settings))
                return true
            } catch {
                guard case .conflict = error else { throw error }
                return false
            }
        }
    }

    private func refusal(_ problem: RegistrationProblem, _ language: String?) -> StanzaError {
        switch problem {
        case .notAcceptable(let sentence): error(.notAcceptable, .modify, sentence, language)
        case .conflict(let sentence): error(.conflict, .cancel, sentence, language)
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

    private func reading<T: Sendable>(
        _ language: String?, _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StanzaError) -> T {
        do throws(StoreFailure) { return try await store.read(work) } catch { throw unavailable(error, language) }
    }

    private func writing<T: Sendable>(
        _ language: String?, _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StanzaError) -> T {
        do throws(StoreFailure) { return try await store.commit(work) } catch { throw unavailable(error, language) }
    }

    private func unavailable(_ failure: StoreFailure, _ language: String?) -> StanzaError {
        logger.error("\(failure.sentence)", metadata: ["gateway": "\(post.name)"])
        return Failure.storeUnavailable.error(language: language)
    }

    private static let taken = Sentence(
        "Somebody else has this address. Choose another one.",
        german: "Diese Adresse hat schon jemand anderes. Wählen Sie eine andere.")
}
