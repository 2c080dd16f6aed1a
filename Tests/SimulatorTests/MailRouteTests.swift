// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import SMTP
import Testing

@testable import postern_simulator

@Suite struct MailRouteTests {
    typealias Stage = RouteTests.Stage

    static let letter = """
        {"to":["romeo@example.org"],"subject":"<b>hi</b>","text":"hello & <i>bye</i>","name":"Bob",\
        "attachments":[{"name":"a.txt","type":"text/plain","content":"aGVsbG8="}]}
        """

    static func object(_ body: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
    }

    @Test("writes a mail, and shows it as JSON, as bytes, and on the pages")
    func writes() async throws {
        let stage = Stage()
        let path = "/api/mailboxes/bob@outside.example/mails"
        let written = try await stage.ask(.post, path, body: Self.letter)
        #expect(written.status == 201, "\(written.body)")
        let mail = try Self.object(written.body)
        #expect(mail["id"] as? String == "mail-000001")
        #expect(mail["direction"] as? String == "from_world")
        #expect(mail["subject"] as? String == "<b>hi</b>")
        let files = try #require(mail["attachments"] as? [[String: Any]])
        #expect(files.map { $0["name"] as? String } == ["a.txt"])
        #expect(files.map { $0["size"] as? Int } == [5])
        #expect(try await stage.ask(.get, "/api/mails/mail-000001").body == written.body)
        #expect(try await stage.ask(.get, path).body == "[\(written.body)]")
        #expect(try await stage.ask(.get, "/api/mailboxes/carol@outside.example/mails").body == "[]")
        let raw = try await stage.ask(.get, "/api/mails/mail-000001/raw")
        #expect(raw.body.contains("Subject: <b>hi</b>\r\n"))
        #expect(raw.response.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        let page = try await stage.ask(.get, "/mailboxes/bob%40outside.example").body
        #expect(page.contains("hello &amp; &lt;i&gt;bye&lt;/i&gt;"))
        #expect(!page.contains("<i>bye"))
        #expect(try await stage.ask(.get, "/").body.contains("/mailboxes/bob@outside.example"))
        #expect(try await stage.ask(.get, "/mails/mail-000001/files/0").body == "hello")
        #expect(try await stage.ask(.delete, "/api/mails").status == 204)
        #expect(try await stage.ask(.get, "/api/mails").body == "[]")
    }

    @Test("answers a mail from the mailbox that it arrived in")
    func answers() async throws {
        let stage = Stage()
        let network = stage.mail
        let postman = Postman(network: network) { _ in .taken }
        let office = PostOffice(name: "mx.example", domains: ["example.org"], network: network, postman: postman)
        let name = office.take(try PostOfficeTests.submitted(to: ["bob@outside.example"], notify: []))
        let answer = try await stage.ask(.post, "/api/mails/\(name)/answers", body: "{\"text\":\"yes\"}")
        #expect(answer.status == 201, "\(answer.body)")
        let mail = try Self.object(answer.body)
        #expect(mail["sender"] as? String == "bob@outside.example")
        #expect(mail["subject"] as? String == "Re: hi")
        #expect(try await stage.ask(.get, "/mailboxes/bob@outside.example").body.contains("value=\"Re: hi\""))
        #expect(try await stage.ask(.get, "/mailboxes/bob@outside.example?new").body.contains("value=\"\""))
    }

    static let form = """
        --x\r
        Content-Disposition: form-data; name="answer"\r
        \r
        \r
        --x\r
        Content-Disposition: form-data; name="to"\r
        \r
        romeo@example.org, juliet@example.org\r
        --x\r
        Content-Disposition: form-data; name="subject"\r
        \r
        Grüße\r
        --x\r
        Content-Disposition: form-data; name="text"\r
        \r
        one\r
        two\r
        --x\r
        Content-Disposition: form-data; name="file"; filename="ä.bin"\r
        Content-Type: application/octet-stream\r
        \r
        b\r
        --x--\r

        """

    @Test("takes a browser's form with a file, and shows the mailbox again")
    func takesForms() async throws {
        let stage = Stage()
        let type = "multipart/form-data; boundary=x"
        let answer = try await stage.ask(.post, "/mailboxes/bob@outside.example/mails", type: type, body: Self.form)
        #expect(answer.status == 303, "\(answer.body)")
        #expect(answer.response.headers[.location] == "/mailboxes/bob@outside.example")
        let mail = try #require(stage.mail.mails { _ in true }.first)
        let view = MailView(mail)
        #expect(mail.recipients.map(\.address) == ["romeo@example.org", "juliet@example.org"])
        #expect(view.subject == "Grüße")
        #expect(view.text.hasPrefix("one\ntwo"))
        #expect(view.attachments.map(\.name) == ["ä.bin"])
        #expect(view.attachments.map(\.size) == [1])
    }

    static let refusals: [(HTTPRequest.Method, String, String, Int)] = [
        (.post, "/api/mailboxes/bob/mails", letter, 400), (.post, "/api/mailboxes/bob@a.example/mails", "{}", 400),
        (.post, "/api/mailboxes/bob@a.example/mails", "{\"to\":[\"x\"]}", 400), (.get, "/api/mails/mail-9", "", 404),
        (.get, "/api/mails/mail-9/raw", "", 404), (.post, "/api/mails/mail-9/answers", "{}", 404),
        (.get, "/mails/mail-9/files/0", "", 404), (.get, "/mailboxes?address=bob", "", 400),
        (.post, "/mailboxes/bob@a.example/mails", "text", 400), (.put, "/api/mail/faults", "{\"greylist\":-1}", 400),
        (.put, "/api/mail/faults", "{\"reports\":\"maybe\"}", 400),
    ]

    @Test("refuses what makes no sense, and keeps nothing of it", arguments: refusals)
    func refuses(method: HTTPRequest.Method, path: String, body: String, status: Int) async throws {
        let stage = Stage()
        #expect(try await stage.ask(method, path, body: body).status == status)
        #expect(stage.mail.mails { _ in true }.isEmpty)
        #expect(stage.mail.setFaults(for: nil) == MailFaults())
    }

    @Test("sets the faults of all, and of one address")
    func setsFaults() async throws {
        let stage = Stage()
        let path = "/api/mailboxes/Bob@outside.example/faults"
        #expect(try await stage.ask(.put, path, body: "{\"reject\":true}").status == 200)
        #expect(try await stage.ask(.put, "/api/mail/faults", body: "{\"greylist\":2}").status == 200)
        #expect(try await stage.ask(.get, path).body.contains("\"reject\":true"))
        #expect(stage.mail.setFaults(for: "bob@outside.example")?.reject == true)
        #expect(stage.mail.setFaults(for: nil)?.greylist == 2)
        #expect(try await stage.ask(.delete, path).status == 204)
        #expect(stage.mail.setFaults(for: "bob@outside.example") == nil)
        #expect(try await stage.ask(.get, "/api/mail/counts").body.contains("\"taken\":0"))
    }
}
