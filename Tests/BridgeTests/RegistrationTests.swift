// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Testing
import XMPP

@testable import Bridge

@Suite("Registration: who may have which address")
struct RegistrationTests {
    private static let open = GatewayPolicy(register: [.domain("example.org")])
    private static let welcome = ["presence subscribe", "presence -"]
    private static let farewell = ["presence unsubscribe", "presence unsubscribed", "presence unavailable"]

    /// One change, and what becomes of it. Ada and Grace have the first two numbers.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: Element
        var asker = stranger
        var policy = RegistrationTests.open
        /// A result, or the error's condition and type; then the presences that follow, all to the asker's bare JID.
        let answers: [String]
        /// The asker's address afterwards.
        var address: String?
    }

    static let cases = [
        Case(
            testDescription: "a free number is chosen", request: register(["phone": "+15550100003"]),
            answers: ["iq result"] + welcome, address: "+15550100003"),
        Case(
            testDescription: "a free number is given", request: register([:]), answers: ["iq result"] + welcome,
            address: "+15550100003"),
        Case(
            testDescription: "somebody has it", request: register(["phone": "+15550100001"]),
            answers: ["conflict cancel"]),
        Case(
            testDescription: "not of the pool", request: register(["phone": "+15550109999"]),
            answers: ["not-acceptable modify"]),
        Case(
            testDescription: "may not register", request: register(["phone": "+15550100003"]),
            policy: GatewayPolicy(register: [.domain("other.example")]), answers: ["forbidden auth"]),
        Case(
            testDescription: "nobody may register", request: register([:]), policy: GatewayPolicy(),
            answers: ["forbidden auth"]),
        Case(
            testDescription: "another number instead", request: register(["phone": "+15550100003"]), asker: ada,
            answers: ["iq result"], address: "+15550100003"),
        Case(
            testDescription: "the same number again", request: register(["phone": "+15550100001"]), asker: ada,
            answers: ["iq result"], address: "+15550100001"),
        Case(
            testDescription: "another's number instead", request: register(["phone": "+15550100002"]), asker: ada,
            answers: ["conflict cancel"], address: "+15550100001"),
        Case(
            testDescription: "whoever is registered may change without being admitted",
            request: register(["phone": "+15550100003"]), asker: ada, policy: GatewayPolicy(), answers: ["iq result"],
            address: "+15550100003"),
        Case(testDescription: "removal", request: unregister, asker: ada, answers: ["iq result"] + farewell),
        Case(
            testDescription: "removal without being admitted", request: unregister, asker: ada, policy: GatewayPolicy(),
            answers: ["iq result"] + farewell),
        Case(testDescription: "removal of nothing", request: unregister, answers: ["registration-required auth"]),
    ]

    @Test("is decided, answered, and followed by presence", arguments: cases)
    func change(_ example: Case) async throws {
        let stage = try await Stage(policy: example.policy)
        let from = try #require(example.asker.with(resource: "phone"))
        let answers = await stage.desk.answer(iq("set", example.request, from: from))
        #expect(answers.map { gist($0).split(separator: " ").dropLast().joined(separator: " ") } == example.answers)
        #expect(answers.first?.to == from)
        #expect(answers.dropFirst().allSatisfy { $0.to == example.asker && $0.from == gatewayJID })
        let account = try await stage.store.read { tx in try tx.account(gateway: "sms", jid: example.asker) }
        #expect(account?.address.text == example.address)
        let others = try await stage.store.read { tx in try tx.accounts(gateway: "sms").map(\.jid) }
        #expect(Set(others).isSuperset(of: Set([ada, grace]).subtracting([example.asker])))
    }

    @Test("the form offers the free numbers, and one's own")
    func form() async throws {
        let stage = try await Stage(policy: Self.open)
        let new = try await form(stage, stranger, language: nil)
        #expect(new.first("registered", InBandRegistration.namespace) == nil)
        #expect(try choices(new) == ["+15550100003"])
        let own = try await form(stage, ada, language: "de")
        #expect(own.first("registered", InBandRegistration.namespace) != nil)
        #expect(own.first("phone", InBandRegistration.namespace)?.text == adasNumber.text)
        #expect(try choices(own) == [adasNumber.text, "+15550100003"])
        #expect(own.first("instructions", InBandRegistration.namespace)?.text == "Wählen Sie.")
    }

    @Test("the form is not shown to whom it does not serve; who is registered sees it all the same")
    func noForm() async throws {
        let stage = try await Stage()
        let query = Element("query", InBandRegistration.namespace)
        let refused = await stage.desk.answer(iq("get", query, from: stranger, language: "de"))
        #expect(refused.map(gist) == ["forbidden auth mallory@example.org"])
        #expect(StanzaError(in: try #require(refused.first)).text?.contains("Betreiber") == true)
        #expect(await stage.desk.answer(iq("get", query)).map(gist) == ["iq result ada@example.org/phone"])
    }

    @Test("a name is kept, changed and shown")
    func name() async throws {
        let stage = try await Stage(policy: Self.open)
        for (given, expected) in [("Ada", "Ada"), ("Ada L.", "Ada L."), (nil, "Ada L."), ("", nil)]
            as [(String?, String?)]
        {
            let request = given.map { register(["phone": adasNumber.text, "name": $0]) } ?? register([:])
            #expect(await stage.desk.answer(iq("set", request)).map(gist) == ["iq result ada@example.org/phone"])
            let account = try await stage.store.read { tx in try tx.account(gateway: "sms", jid: ada) }
            #expect(account?.name == expected)
            let shown = try await form(stage, ada, language: nil).first("name", InBandRegistration.namespace)?.text
            #expect(shown == expected ?? "")
        }
    }

    @Test("what a client does not ask for stays as it was chosen")
    func settings() async throws {
        let stage = try await Stage(policy: Self.open)
        let plain = register(["phone": adasNumber.text])
        for (request, expected) in [
            (plain, nil), (Self.form(misc: "one"), "one"), (plain, "one"), (Self.form(misc: "two"), "two"),
            (Self.form(misc: nil), "two"),
        ] {
            #expect(await stage.desk.answer(iq("set", request)).map(gist) == ["iq result ada@example.org/phone"])
            let account = try await stage.store.read { tx in try tx.account(gateway: "sms", jid: ada) }
            #expect(account?.settings[FakeGateway.setting] == expected)
        }
    }

    /// What a client that knows forms sends; without the field where `misc` is nil.
    private static func form(misc: String?) -> Element {
        let fields =
            [DataForm.Field("phone", values: [adasNumber.text])]
            + (misc.map { [DataForm.Field(FakeGateway.setting, values: [$0])] } ?? [])
        return Element("query", InBandRegistration.namespace, [:], [DataForm(.submit, fields: fields).element])
    }

    @Test("whoever may not register costs the store a look-up and no transaction, whatever they ask")
    func strangers() async throws {
        let stage = try await Stage()
        let before = stage.store.commits
        for (type, query) in [
            ("get", Element("query", InBandRegistration.namespace)), ("set", register(["phone": "+15550100003"])),
        ] {
            #expect(
                await stage.desk.answer(iq(type, query, from: stranger)).map(gist) == ["forbidden auth \(stranger)"])
        }
        let gone = await stage.desk.answer(iq("set", unregister, from: stranger))
        #expect(gone.map(gist) == ["registration-required auth \(stranger)"])
        #expect(await stage.desk.answer(iq("get", Element("query", InBandRegistration.namespace))).count == 1)
        #expect(stage.store.commits == before)
    }

    @Test("where people name their own address, the store decides whether it is free")
    func namedByPeople() async throws {
        let stage = try await Stage(FakeGateway(offers: false), policy: Self.open)
        let answers = await stage.desk.answer(iq("set", register(["phone": "+15550100001"]), from: stranger))
        #expect(answers.map(gist) == ["conflict cancel \(stranger)"])
        let free = await stage.desk.answer(iq("set", register(["phone": "+15550100003"]), from: stranger))
        #expect(free.first.map(gist) == "iq result \(stranger)")
    }

    @Test("two who ask for the last number: one gets it")
    func race() async throws {
        let stage = try await Stage(policy: Self.open)
        let request = register(["phone": "+15550100003"])
        let askers = (0..<8).map { jid("user\($0)@example.org/x") }
        let answers = await withTaskGroup(of: [Stanza].self) { group in
            for asker in askers { group.addTask { await stage.desk.answer(iq("set", request, from: asker)) } }
            return await group.reduce(into: [String]()) { $0 += $1.prefix(1).map { $0.type ?? "" } }
        }
        #expect(answers.filter { $0 == "result" }.count == 1)
        #expect(answers.filter { $0 == "error" }.count == askers.count - 1)
        #expect(try await stage.store.read { tx in try tx.accounts(gateway: "sms").count } == 3)
    }

    @Test("a removal cancels what still waits")
    func removal() async throws {
        let stage = try await Stage(policy: Self.open)
        try await stage.queue()
        _ = await stage.desk.answer(iq("set", unregister))
        #expect(try await stage.summary() == ["out message cancelled"])
    }

    @Test("what cannot be stored is not registered")
    func storeFailure() async throws {
        let stage = try await Stage(policy: Self.open)
        await stage.store.close()
        let answers = await stage.desk.answer(iq("set", register([:]), from: stranger))
        #expect(answers.map(gist) == ["resource-constraint wait mallory@example.org"])
    }

    private func form(_ stage: Stage, _ asker: JID, language: String?) async throws -> Element {
        let query = Element("query", InBandRegistration.namespace)
        let answers = await stage.desk.answer(iq("get", query, from: asker, language: language))
        #expect(answers.map(gist) == ["iq result \(asker)"])
        return try #require(answers.first?.first("query", InBandRegistration.namespace))
    }

    private func choices(_ query: Element) throws -> [String] {
        let form = try #require(query.first("x", DataForm.namespace).flatMap { DataForm($0) })
        return form.fields.first { $0.name == "phone" }?.options.map(\.value) ?? []
    }
}
