// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct DataFormTests {
    @Test("a form is written as XEP-0004 says")
    func written() throws {
        let form = DataForm(
            .form, title: "Register", instructions: "Choose a number.",
            fields: [
                .formType("jabber:iq:register"),
                .init(
                    "phone", .listSingle, label: "Number", isRequired: true, values: ["+1"],
                    options: [.init("+1", label: "One & only"), .init("+2")]),
                .init(nil, .fixed, values: ["Thanks"]),
            ])
        let expected = """
            <x xmlns='jabber:x:data' type='form'><title>Register</title><instructions>Choose a number.</instructions>
            <field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>
            <field var='phone' type='list-single' label='Number'><required/><value>+1</value>
            <option label='One &amp; only'><value>+1</value></option><option><value>+2</value></option></field>
            <field type='fixed'><value>Thanks</value></field></x>
            """
        #expect(wire(form.element) == wire(try element(expected)))
        #expect(DataForm(try element(expected)) == form, "what is written reads the same")
    }

    @Test("a submitted form gives its answers, and what is missing is empty")
    func answers() throws {
        let form = try #require(
            DataForm(
                try element(
                    """
                    <x xmlns='jabber:x:data' type='submit'>
                    <field var='FORM_TYPE'><value>jabber:iq:register</value></field>
                    <field var='phone'><value>+1</value></field><field var='phone'><value>+2</value></field>
                    <field var='notes' type='text-multi'><value>a</value><value>b</value></field>
                    <field var='empty'/><field type='fixed'><value>x</value></field></x>
                    """)))
        #expect(form.kind == .submit)
        #expect(form.purpose == "jabber:iq:register")
        #expect(form.answers == ["phone": "+1", "notes": "a\nb", "empty": ""])
        #expect(form.text(of: "missing").isEmpty)
        #expect(form.values(of: "notes") == ["a", "b"])
    }

    @Test(
        "what is no form is not read",
        arguments: [
            "<x xmlns='jabber:x:data'/>", "<x xmlns='jabber:x:data' type='other'/>",
            "<x xmlns='jabber:x:oob' type='form'/>",
            "<y xmlns='jabber:x:data' type='form'/>",
        ])
    func notAForm(_ xml: String) throws {
        #expect(DataForm(try element(xml)) == nil)
    }

    @Test("lines of instructions are joined, and an unknown field type is none")
    func lenient() throws {
        let form = DataForm(
            try element(
                """
                <x xmlns='jabber:x:data' type='form'><instructions>a</instructions><instructions>b</instructions>
                <field var='n' type='number'/></x>
                """))
        #expect(form?.instructions == "a\nb")
        #expect(form?.fields == [.init("n")])
    }
}
