// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("The way to a ready connection")
struct OpeningTests {
    static func settings(
        _ startTLS: SubmissionSettings.StartTLS = .off, host: String = "mail.test", implicit: Bool = false,
        login: Bool = false
    ) -> SubmissionSettings {
        let login = login ? SubmissionSettings.Login(username: "user", password: "pencil") : nil
        return SubmissionSettings(
            host: host, port: 587, implicitTLS: implicit, startTLS: startTLS, login: login, ehloName: "us")
    }

    static func failure(_ problem: SubmissionProblem, host: String = "mail.test") -> [SubmissionOutcome] {
        [problem.outcome(settings(host: host))]
    }

    static let secure = Dialogue.opening("STARTTLS") + "C: STARTTLS\nS: 220 go\nC: <TLS>\nC: EHLO us\n"

    static let greetings = [
        Dialogue(name: "a greeting of several lines", script: "S: 220-hello\nS: 220 there\nC: EHLO us\nS: 250 ok"),
        Dialogue(
            name: "HELO where EHLO is not known", script: "S: 220 x\nC: EHLO us\nS: 502 what?\nC: HELO us\nS: 250 x"),
        Dialogue(
            name: "a server that is too busy", script: "S: 421 4.3.2 later",
            outcomes: [.temporary("421 4.3.2 later", recipients: [])], closes: true),
        Dialogue(
            name: "a server that is busy after EHLO", script: "S: 220 x\nC: EHLO us\nS: 451 4.3.0 later",
            outcomes: [.temporary("451 4.3.0 later", recipients: [])], closes: true),
        Dialogue(
            name: "a server that wants no mail from us", script: "S: 554 5.7.1 go away",
            outcomes: failure(.serviceRefused("554 5.7.1 go away")), closes: true),
        Dialogue(
            name: "a server that knows no HELO either",
            script: "S: 220 x\nC: EHLO us\nS: 500 no\nC: HELO us\nS: 500 never",
            outcomes: failure(.serviceRefused("500 never")), closes: true),
        Dialogue(
            name: "a greeting that is none", script: "S: 354 send", outcomes: failure(.unexpectedReply(354)),
            closes: true),
        Dialogue(name: "silence", script: "-- timeout", outcomes: failure(.silent(.seconds(300))), closes: true),
        Dialogue(name: "a connection that goes", script: "-- lost", outcomes: failure(.closed), closes: true),
        Dialogue(
            name: "a connection that goes after EHLO", script: "S: 220 x\nC: EHLO us\n-- lost",
            outcomes: failure(.closed), closes: true),
        Dialogue(
            name: "an idle server that leaves", script: Dialogue.opening() + "S: 421 4.4.2 idle\n-- lost", closes: true),
        Dialogue(name: "idleness", script: Dialogue.opening() + "-- timeout\nC: QUIT\nS: 221 bye", closes: true),
        Dialogue(
            name: "a server that ignores QUIT", script: Dialogue.opening() + "-- quit\nC: QUIT\n-- timeout",
            outcomes: [], closes: true),
    ]

    static let protection = [
        Dialogue(name: "STARTTLS, and EHLO again", settings: settings(.required), script: secure + "S: 250 x"),
        Dialogue(
            name: "what was offered before TLS is forgotten", settings: settings(.required, login: true),
            script: Dialogue.opening("STARTTLS", "AUTH PLAIN")
                + "C: STARTTLS\nS: 220 go\nC: <TLS>\nC: EHLO us\nS: 250 x",
            outcomes: failure(.noLogin), closes: true),
        Dialogue(
            name: "no mail without TLS", settings: settings(.required), script: Dialogue.opening("SIZE"),
            outcomes: failure(.noStartTLS), closes: true),
        Dialogue(
            name: "no mail without TLS, not after HELO either", settings: settings(.required),
            script: "S: 220 x\nC: EHLO us\nS: 500 no\nC: HELO us\nS: 250 x", outcomes: failure(.noStartTLS),
            closes: true),
        Dialogue(
            name: "TLS that is not available now", settings: settings(.required),
            script: Dialogue.opening("STARTTLS") + "C: STARTTLS\nS: 454 4.7.0 no",
            outcomes: [.temporary("454 4.7.0 no", recipients: [])], closes: true),
        Dialogue(
            name: "opportunistic, and offered", settings: settings(.opportunistic), script: secure + "S: 250 x"),
        Dialogue(
            name: "opportunistic, and not offered", settings: settings(.opportunistic), script: Dialogue.opening()),
        Dialogue(
            name: "opportunistic, and refused", settings: settings(.opportunistic),
            script: Dialogue.opening("STARTTLS") + "C: STARTTLS\nS: 454 4.7.0 no"),
        Dialogue(name: "off", settings: settings(.off), script: Dialogue.opening("STARTTLS")),
        Dialogue(
            name: "implicit TLS needs no STARTTLS", settings: settings(.required, implicit: true),
            script: Dialogue.opening("STARTTLS")),
        Dialogue(
            name: "an answer that nobody asked for", settings: settings(.required),
            script: secure + "S: 250 x\nS: 250 y", closes: true),
    ]

    static let plain = "AUTH PLAIN AHVzZXIAcGVuY2ls"
    static let scram = "AUTH SCRAM-SHA-256 biwsbj11c2VyLHI9ck9wck5HZndFYmVSV2diTkVrcU8="
    /// RFC 7677 section 3 in Base 64.
    static let challenge =
        "334 cj1yT3ByTkdmd0ViZVJXZ2JORWtxTyVodllEcFdVYTJSYVRDQWZ1eEZJbGopaE5sRiRrMCxzPVcyMlphSjBTTlk3c29Fc1VFamI2Z1E9PSxp"
        + "PTQwOTY="
    static let proof =
        "Yz1iaXdzLHI9ck9wck5HZndFYmVSV2diTkVrcU8laHZZRHBXVWEyUmFUQ0FmdXhGSWxqKWhObEYkazAscD1kSHpiWmFwV0lrNGpVaE4rVXRlOXl0"
        + "YWc5empmTUhnc3FtbWl6N0FuZFZRPQ=="
    static let signature = "334 dj02cnJpVFJCaTIzV3BSUi93dHVwK21NaFVaVW4vZEI1bkxUSlJzamw5NUc0PQ=="

    static func login(_ name: String, offers: String, _ script: String, _ outcomes: [SubmissionOutcome] = [])
        -> Dialogue
    {
        Dialogue(
            name: name, settings: settings(.required, login: true),
            script: secure + "S: 250-x\nS: 250 \(offers)\n" + script,
            outcomes: outcomes, closes: !outcomes.isEmpty)
    }

    static let logins = [
        login("PLAIN", offers: "AUTH PLAIN LOGIN", "C: \(plain)\nS: 235 2.7.0 ok"),
        login(
            "PLAIN that overlooks the response", offers: "AUTH PLAIN",
            "C: \(plain)\nS: 334 \nC: AHVzZXIAcGVuY2ls\nS: 235 ok"),
        login(
            "LOGIN", offers: "AUTH=LOGIN",
            "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\nS: 334 UGFzc3dvcmQ6\n"
                + "C: cGVuY2ls\nS: 235 ok"),
        login(
            "LOGIN whose prompts are not in Base 64 (submission--sb-auth-login-plain-prompts)", offers: "AUTH LOGIN",
            "C: AUTH LOGIN\nS: 334 Username:\nC: dXNlcg==\nS: 334 Bitte das Passwort!\nC: cGVuY2ls\nS: 235 ok"),
        login(
            "LOGIN that asks for nothing", offers: "AUTH LOGIN",
            "C: AUTH LOGIN\nS: 334\nC: dXNlcg==\nS: 334 \nC: cGVuY2ls\nS: 235 ok"),
        login(
            "LOGIN that asks in its own alphabet, and says more than one line", offers: "AUTH LOGIN",
            "C: AUTH LOGIN\nS: 334-VXNl\nS: 334 Имя=\nC: dXNlcg==\nS: 334 VXNlcm5hbWU6\nC: cGVuY2ls\nS: 235 ok"),
        login(
            "SCRAM first", offers: "AUTH PLAIN LOGIN SCRAM-SHA-256",
            "C: \(scram)\nS: \(challenge)\nC: \(proof)\nS: \(signature)\nC: \nS: 235 ok"),
        login(
            "a server that skips its proof", offers: "AUTH SCRAM-SHA-256",
            "C: \(scram)\nS: \(challenge)\nC: \(proof)\nS: 235 ok", failure(.unprovenServer)),
        login(
            "a server that does not know the password", offers: "AUTH SCRAM-SHA-256",
            "C: \(scram)\nS: \(challenge)\nC: \(proof)\nS: 334 dj1BQUFB", failure(.unprovenServer)),
        login(
            "a challenge that is not Base 64", offers: "AUTH SCRAM-SHA-256", "C: \(scram)\nS: 334 ???",
            failure(.loginFailed)),
        login(
            "a server without a verifier for SCRAM", offers: "AUTH SCRAM-SHA-256 PLAIN",
            "C: \(scram)\nS: 535 5.7.8 no\nC: \(plain)\nS: 235 ok"),
        login(
            "a wrong password is not tried twice", offers: "AUTH PLAIN LOGIN", "C: \(plain)\nS: 535 5.7.8 no",
            failure(.loginRefused("535 5.7.8 no"))),
        login(
            "a mechanism that is only advertised", offers: "AUTH PLAIN LOGIN",
            "C: \(plain)\nS: 504 5.5.4 no\nC: AUTH LOGIN\nS: 535 no", failure(.loginRefused("535 no"))),
        login(
            "a login server that is down", offers: "AUTH PLAIN", "C: \(plain)\nS: 454 4.7.0 later",
            [.temporary("454 4.7.0 later", recipients: [])]),
        login("no login at all", offers: "SIZE", "", failure(.noLogin)),
        login("no known way", offers: "AUTH NTLM GSSAPI", "", failure(.noKnownMechanism(["GSSAPI", "NTLM"]))),
        Dialogue(
            name: "no password in plaintext", settings: settings(.off, login: true),
            script: Dialogue.opening("AUTH PLAIN LOGIN"), outcomes: failure(.plaintextLogin), closes: true),
        Dialogue(
            name: "no password to a server that TLS does not prove", settings: settings(.opportunistic, login: true),
            script: secure + "S: 250-x\nS: 250 AUTH PLAIN", outcomes: failure(.plaintextLogin), closes: true),
        Dialogue(
            name: "but a proof of it", settings: settings(.off, login: true),
            script: Dialogue.opening("AUTH PLAIN SCRAM-SHA-256") + "C: \(scram)\nS: 535 no",
            outcomes: failure(.loginRefused("535 no")), closes: true),
        Dialogue(
            name: "and a password within the machine", settings: settings(.off, host: "127.0.0.1", login: true),
            script: Dialogue.opening("AUTH PLAIN") + "C: \(plain)\nS: 235 ok"),
    ]

    @Test("greets", arguments: greetings)
    func greets(_ dialogue: Dialogue) {
        dialogue.play()
    }

    @Test("protects the connection as it was told", arguments: protection)
    func protects(_ dialogue: Dialogue) {
        dialogue.play()
    }

    @Test("logs in", arguments: logins)
    func logsIn(_ dialogue: Dialogue) {
        dialogue.play()
    }

    @Test("a name for ourselves cannot add a command")
    func injection() {
        let settings = SubmissionSettings(host: "h", port: 1, startTLS: .off, ehloName: "us\r\nMAIL FROM:<x@y>")
        Dialogue(name: "", settings: settings, script: "S: 220 x\nC: EHLO usMAILFROM:<x@y>").play()
    }

    @Test("machines of the same host are told from others", arguments: ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
    func loopback(_ host: String) {
        #expect(Self.settings(host: host).isLoopback)
        #expect(!Self.settings(host: host + ".example.org").isLoopback)
    }
}
