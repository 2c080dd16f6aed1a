// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import EmailGateway

@Suite struct MailboxRegistrationTests {
    private let registration = MailboxRegistration(mailDomain: "example.org", spam: .mark)
    private static let alice = Address("alice@example.org")

    private func choice(
        _ answers: [String: String], taken: Set<Address> = [], current: Address? = nil
    ) throws(RegistrationProblem) -> RegistrationChoice {
        try registration.choice(answers, taken: taken, current: current)
    }

    private enum Outcome: Equatable {
        case address(String), notAcceptable, conflict
    }

    private func outcome(_ username: String?, taken: Set<Address> = [], current: Address? = nil) -> Outcome {
        do {
            return .address(
                try choice(username.map { ["username": $0] } ?? [:], taken: taken, current: current).address.text)
        } catch .conflict {
            return .conflict
        } catch {
            return .notAcceptable
        }
    }

    @Test(
        "names that every mail program takes",
        arguments: [
            ("alice", "alice"), ("Alice", "alice"), (" alice ", "alice"), ("alice@Example.org", "alice"),
            ("a", "a"), ("a.b-c_d", "a.b-c_d"), ("007", "007"),
            (String(repeating: "a", count: 64), String(repeating: "a", count: 64)),
        ])
    func names(typed: String, localPart: String) {
        #expect(outcome(typed) == .address("\(localPart)@example.org"))
    }

    @Test(
        "names that nobody gets",
        arguments: [
            "", " ", "jürgen", "Ⅷ", "ſ", ".alice", "alice.", "a..b", "-a", "a_", "alice+x", "al ice", "a@b",
            "alice@example.com", "\"alice\"", "a\r\nBcc: b", "a\u{0}", "postmaster", "POSTMASTER", "abuse",
            "webmaster@example.org", "mailer-daemon", "bounces", "root", String(repeating: "a", count: 65),
        ])
    func refused(typed: String) {
        #expect(outcome(typed) == .notAcceptable)
    }

    @Test("a name that somebody has is a conflict, unless it is one's own")
    func conflict() {
        #expect(outcome("Alice", taken: [Self.alice]) == .conflict)
        #expect(outcome("alice", taken: [Self.alice], current: Self.alice) == .address("alice@example.org"))
        #expect(outcome("bob", taken: [Self.alice], current: Self.alice) == .address("bob@example.org"))
    }

    @Test(
        "whoever has an address keeps it, also one that only an operator gives",
        arguments: ["alice@example.org", "postmaster@example.org", "o'brien@example.org", "\"a@b\"@example.org"])
    func keep(address: String) throws {
        let current = Address(address)
        let form = registration.form(current: current)
        let suggested = try #require(form.fields.first?.value)
        for answer in [suggested, suggested.uppercased(), address, "", nil] {
            #expect(outcome(answer, taken: [current], current: current) == .address(address), "\(answer ?? "nil")")
        }
    }

    @Test("a client that knows but the mailbox's name changes nothing else; what nobody asked for is ignored")
    func plainClient() throws {
        #expect(try choice(["username": "alice"]) == RegistrationChoice(address: Self.alice))
        #expect(
            try choice(["username": "alice", "password": "x", "phone": "1"]) == RegistrationChoice(address: Self.alice))
    }

    @Test("a name is one line, and not endless; an empty one is none")
    func displayName() throws {
        #expect(try choice(["username": "alice", "name": " Alice \r\n  A. "]).name == "Alice A.")
        #expect(try choice(["username": "alice", "name": ""]).name == "")
        let long = String(repeating: "ä", count: 1_000)
        #expect(try choice(["username": "alice", "name": long]).name?.count == MailboxRegistration.longestName)
    }

    @Test("settings are of those that the form offers")
    func settings() throws {
        #expect(
            try choice(["username": "alice", "spam": "drop", "read_receipts": "yes"]).settings
                == ["spam": "drop", "read_receipts": "yes"])
        #expect(try choice(["username": "alice", "spam": "", "read_receipts": ""]).settings == [:])
        for answers in [["spam": "delete"], ["read_receipts": "true"]] {
            #expect(throws: RegistrationProblem.self) { try choice(answers.merging(["username": "alice"]) { $1 }) }
        }
    }

    @Test("the form: names of XEP-0077, the operator's default, both languages")
    func form() throws {
        let form = registration.form(current: nil)
        #expect(form.fields.map(\.name) == ["username", "name", "spam", "read_receipts"])
        #expect(form.fields.map(\.isRequired) == [true, false, false, false])
        #expect(form.fields.map(\.value) == [nil, nil, "mark", "no"])
        #expect(form.fields.map(\.choices) == [nil, nil, ["mark", "drop", "pass"], ["no", "yes"]])
        for sentence in [form.title, form.instructions] + form.fields.map(\.label) {
            #expect(sentence.english != sentence.german)
        }
    }

    @Test(
        "an operator gives any address of the domain",
        arguments: [
            ("alice", "alice@example.org"), ("Alice@Example.Org", "alice@example.org"),
            ("postmaster", "postmaster@example.org"), ("o'brien", "o'brien@example.org"),
            ("Jürgen", "jürgen@example.org"), ("Alice <alice@example.org>", "alice@example.org"),
        ])
    func ownAddress(typed: String, expected: String) throws {
        #expect(try registration.ownAddress(typed: typed).text == expected)
    }

    @Test(
        "but none of another one, none with a tag, and not that of the reports",
        arguments: [
            "alice@example.com", "alice+x", "alice+x@example.org", "bounces", "Bounces@example.org", "", "a b",
            String(repeating: "x", count: 65),
        ])
    func noOwnAddress(typed: String) {
        let problem = #expect(throws: AddressProblem.self) { try registration.ownAddress(typed: typed) }
        #expect(problem?.sentence.english.hasSuffix(".") == true)
    }
}
