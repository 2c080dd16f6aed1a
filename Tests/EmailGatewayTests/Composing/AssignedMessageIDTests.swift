// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import EmailGateway

/// What a submission server's words for an accepted mail say of its Message-ID.
@Suite struct AssignedMessageIDTests {
    static let amazon = "email-smtp.eu-west-1.amazonaws.com"
    private static let name = "010f0198aa11-bb22-cc33-000000"

    static let answers: [(String, String, String?)] = [
        ("250 Ok \(name)", amazon, "<\(name)@eu-west-1.amazonses.com>"),
        ("250 Ok \(name)", "email-smtp.us-east-1.amazonaws.com", "<\(name)@email.amazonses.com>"),
        ("250 Ok \(name)", "email-smtp-fips.us-west-2.amazonaws.com", "<\(name)@us-west-2.amazonses.com>"),
        ("250 Ok \(name)", "mail.example.org", nil), ("250 Ok", amazon, nil),
        (
            "250 2.0.0 OK <AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com> [Hostname=AM0PR01MB1.eurprd01.prod]",
            "smtp.office365.com", "<AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com>"
        ),
        (
            "250 2.6.0 <a1b2c3d4@mail.example.org> [InternalId=1] Queued mail for delivery", "mail.example.org",
            "<a1b2c3d4@mail.example.org>"
        ),
        ("250 2.0.0 Ok: queued as 4XyzAbC123z2", "mail.example.org", nil),
        ("250 OK id=1tABCd-000000001aB-2xYz", "mail.example.org", nil), ("250 2.0.0 <accepted>", "a.example", nil),
        ("250 <a b@c>", "a.example", nil), ("250 2.0.0 <never closed", "a.example", nil), ("", "", nil),
    ]

    @Test("the id is told", arguments: answers)
    func told(_ words: String, _ host: String, _ id: String?) {
        #expect(AssignedMessageID.id(in: words, host: host) == id)
    }

    static let names: [(String, String, Bool)] = [
        ("<\(name)@eu-west-1.amazonses.com>", "250 Ok \(name)", true),
        ("<\(name)@eu-west-1.amazonses.com>", "250 Ok x\(name)", false),
        ("<4XyzAbC123z2@mail.example.org>", "250 2.0.0 Ok: queued as 4XyzAbC123z2", true),
        ("<1tABCd-000000001aB-2xYz@h>", "250 OK id=1tABCd-000000001aB-2xYz", true),
        ("<a=b.CAF-1234567@h>", "250 Ok <a=b.CAF-1234567@h> taken", true),
        ("<a=b.CAF-1234567@h>", "250 Ok a=b.CAF-1234567@h taken", false),
        ("<accepted@mail.example.org>", "250 accepted", false), ("<@x>", "250 Ok", false), ("", "250 Ok", false),
    ]

    @Test("the words name an id", arguments: names)
    func named(_ id: String, _ words: String, _ isNamed: Bool) {
        #expect(AssignedMessageID.names.areNamed(by: id, in: words) == isNamed)
    }
}
