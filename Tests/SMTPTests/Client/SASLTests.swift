// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMTP

@Suite("Logging in")
struct SASLTests {
    /// RFC 7677 section 3.
    static let nonce = "rOprNGfwEbeRWgbNEkqO"
    static let serverFirst =
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    static let serverFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="

    static func scram(_ username: String = "user") -> ScramSHA256 {
        ScramSHA256(username: username, password: "pencil", nonce: nonce)
    }

    @Test("SCRAM-SHA-256 says what RFC 7677 says")
    func vector() throws {
        var scram = Self.scram()
        #expect(scram.first == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
        #expect(
            try scram.final(answering: Self.serverFirst)
                == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        try scram.verify(Self.serverFinal)
    }

    @Test("a comma or an equals sign in a name cannot add an attribute")
    func escaping() {
        #expect(Self.scram("a,r=b").first == "n,,n=a=2Cr=3Db,r=rOprNGfwEbeRWgbNEkqO")
    }

    static let badFirsts: [(String, ScramSHA256.Problem)] = [
        ("", .malformed),
        ("r=,s=,i=", .malformed),
        ("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .malformed),
        ("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .malformed),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=not base 64,i=4096", .malformed),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", .malformed),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=many", .malformed),
        ("m=x,r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096", .malformed),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=1", .iterations(1)),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=-4096", .iterations(-4096)),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=2000000000", .iterations(2_000_000_000)),
        ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=99999999999999999999", .malformed),
    ]

    @Test("SCRAM refuses what a hostile server says first", arguments: badFirsts)
    func badFirst(_ text: String, _ problem: ScramSHA256.Problem) {
        var scram = Self.scram()
        #expect(throws: problem) { try scram.final(answering: text) }
    }

    @Test(
        "SCRAM refuses a server that does not know the password",
        arguments: [
            ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", .malformed),
            ("v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", .wrongSignature), ("v=", .wrongSignature),
            ("", .malformed), ("e=invalid-proof", .refused("invalid-proof")),
        ] as [(String, ScramSHA256.Problem)])
    func badFinal(_ text: String, _ problem: ScramSHA256.Problem) throws {
        var scram = Self.scram()
        _ = try scram.final(answering: Self.serverFirst)
        #expect(throws: problem) { try scram.verify(text) }
    }

    @Test("a final message without a first one proves nothing")
    func early() {
        #expect(throws: ScramSHA256.Problem.malformed) { try Self.scram().verify(Self.serverFinal) }
    }

    static let credentials = SubmissionSettings.Login(username: "us\u{E9}r", password: "pen cil")

    @Test("PLAIN says all at once, LOGIN when it is asked")
    func plainAndLogin() throws {
        var plain = SASLExchange(.plain, Self.credentials)
        #expect(plain.initialResponse == "\0us\u{E9}r\0pen cil")
        #expect(try plain.answer("") == "\0us\u{E9}r\0pen cil")
        #expect(throws: SASLExchange.Problem.unexpectedChallenge) { try plain.answer("") }
        var login = SASLExchange(.login, Self.credentials)
        #expect(login.initialResponse == nil)
        #expect(try login.answer("Username:") == "us\u{E9}r")
        #expect(try login.answer("Password:") == "pen cil")
        #expect(throws: SASLExchange.Problem.unexpectedChallenge) { try login.answer("More:") }
    }

    @Test("the password is in nothing that can be printed")
    func secrecy() {
        let settings = SubmissionSettings(host: "h", port: 1, login: Self.credentials, ehloName: "e")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("pen cil"))
    }
}
