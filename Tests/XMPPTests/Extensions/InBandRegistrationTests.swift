// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct InBandRegistrationTests {
    private static let form = """
        <x xmlns='jabber:x:data' type='form'><title>Numbers</title><instructions>Choose one.</instructions>
        <field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>
        <field var='phone' type='list-single' label='Number'><required/><value>+1</value>
        <option label='+1'><value>+1</value></option><option label='+2'><value>+2</value></option></field>
        <field var='name' type='text-single' label='Name'/>
        <field var='x-plan' type='text-single' label='Plan'><value>small</value></field></x>
        """

    @Test("who is not registered gets an empty form, twice")
    func emptyForm() async throws {
        let registrar = FakeRegistrar()
        let answer = await Self.router(registrar).answer(try Self.iq("get", "<query xmlns='jabber:iq:register'/>"))
        let expected = try Self.result(
            """
            <query xmlns='jabber:iq:register'><instructions>Choose one.</instructions><phone/><name/>
            \(Self.form)</query>
            """)
        #expect(wire(answer) == wire(expected))
        #expect(registrar.calls == [.form("anna@example.org", "de")])
    }

    @Test("who is registered gets what is on file")
    func filledForm() async throws {
        let registrar = FakeRegistrar(FakeRegistrar.state(registered: true))
        let answer = await Self.router(registrar).answer(try Self.iq("get", "<query xmlns='jabber:iq:register'/>"))
        let expected = try Self.result(
            """
            <query xmlns='jabber:iq:register'><registered/><instructions>Choose one.</instructions>
            <phone>+1</phone><name/>\(Self.form)</query>
            """)
        #expect(wire(answer) == wire(expected))
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: String
        let call: FakeRegistrar.Call?

        init(_ description: String, _ query: String, _ call: FakeRegistrar.Call?) {
            testDescription = description
            self.query = query
            self.call = call
        }
    }

    static let changes = [
        Change(
            "a submitted form",
            """
            <x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>jabber:iq:register</value></field>
            <field var='phone'><value>+2</value></field><field var='x-plan'><value>big</value></field></x>
            """, .register("anna@example.org", ["phone": "+2", "x-plan": "big"], "de")),
        Change(
            "a form without FORM_TYPE",
            "<x xmlns='jabber:x:data' type='submit'><field var='phone'><value>+2</value></field></x>",
            .register("anna@example.org", ["phone": "+2"], "de")),
        Change(
            "plain fields; what is none is left out",
            "<phone>+2</phone><name>Anna &amp; Co</name><key>k</key><phone xmlns='urn:x'>+3</phone>",
            .register("anna@example.org", ["phone": "+2", "name": "Anna & Co"], "de")),
        Change(
            "a form goes before plain fields",
            "<phone>+1</phone><x xmlns='jabber:x:data' type='submit'><field var='phone'><value>+2</value></field></x>",
            .register("anna@example.org", ["phone": "+2"], "de")),
        Change("nothing filled in", "", .register("anna@example.org", [:], "de")),
        Change("a removal", "<remove/>", .remove("anna@example.org", "de")),
        Change("a cancelled form", "<x xmlns='jabber:x:data' type='cancel'/>", nil),
    ]

    @Test("a set does what it says, for the bare JID, and answers with an empty result", arguments: changes)
    func set(_ change: Change) async throws {
        let registrar = FakeRegistrar()
        let answer = await Self.router(registrar).answer(try Self.set(change.query))
        #expect(wire(answer) == wire(try Self.result("")))
        #expect(registrar.calls == (change.call.map { [$0] } ?? []))
    }

    @Test(
        "a set that makes no sense changes nothing",
        arguments: [
            ("<remove/><phone>+1</phone>", StanzaError.Condition.badRequest),
            ("<remove/><x xmlns='jabber:x:data' type='cancel'/>", .badRequest),
            ("<x xmlns='jabber:x:data' type='form'/>", .badRequest),
            ("<x xmlns='jabber:x:data' type='result'/>", .badRequest),
            ("<x xmlns='jabber:x:data'/>", .badRequest),
            (
                "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:x</value></field></x>",
                .notAcceptable
            ),
        ])
    func refused(_ query: String, _ condition: StanzaError.Condition) async throws {
        let registrar = FakeRegistrar()
        let answer = await Self.router(registrar).answer(try Self.set(query))
        #expect(answer?.type == "error")
        #expect(answer.map(StanzaError.init)?.condition == condition)
        #expect(registrar.calls.isEmpty)
    }

    @Test("the registrar's error goes to the asker as it is", arguments: ["<remove/>", "<phone>+1</phone>"])
    func error(_ query: String) async throws {
        let error = StanzaError(.conflict, .cancel, text: "Vergeben.", language: "de")
        let answer = await Self.router(FakeRegistrar(refusing: error)).answer(try Self.set(query))
        #expect(answer.map(StanzaError.init) == error)
    }

    @Test("a contact registers nobody", arguments: ["get", "set"])
    func contact(_ type: String) async throws {
        let registrar = FakeRegistrar()
        let request = try stanza(
            "<iq type='\(type)' id='1' from='anna@example.org/phone' to='+1@sms.example.org'>"
                + "<query xmlns='jabber:iq:register'/></iq>")
        let answer = await Self.router(registrar).answer(request)
        #expect(answer.map(StanzaError.init)?.condition == .serviceUnavailable)
        #expect(registrar.calls.isEmpty)
        #expect(!InBandRegistration.isChange(request))
    }

    @Test("only a set to the gateway is a change")
    func isChange() throws {
        #expect(InBandRegistration.isChange(try Self.set("<remove/>")))
        #expect(!InBandRegistration.isChange(try Self.iq("get", "<query xmlns='jabber:iq:register'/>")))
        #expect(!InBandRegistration.isChange(try Self.iq("set", "<query xmlns='jabber:iq:gateway'/>")))
    }

    private static func router(_ registrar: FakeRegistrar) -> IQRouter {
        IQRouter(
            identity: .init(category: "gateway", type: "sms"), features: [InBandRegistration(registrar: registrar)])
    }

    private static func set(_ children: String) throws -> Stanza {
        try iq("set", "<query xmlns='jabber:iq:register'>\(children)</query>")
    }

    private static func iq(_ type: String, _ payload: String) throws -> Stanza {
        try stanza(
            "<iq type='\(type)' id='1' from='anna@example.org/phone' to='sms.example.org' xml:lang='de'>\(payload)</iq>"
        )
    }

    private static func result(_ payload: String) throws -> Stanza {
        try stanza("<iq type='result' id='1' from='sms.example.org' to='anna@example.org/phone'>\(payload)</iq>")
    }
}
