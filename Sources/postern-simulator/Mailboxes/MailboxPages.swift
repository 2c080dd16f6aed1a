// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import MIME
import NIOCore
import SMTP

/// The mailboxes for people: each with its mails, and a form to answer one or to write.
struct MailboxPages: Sendable {
    let office: PostOffice

    func add(to router: Router<Connection>) {
        router.get("/mailboxes") { request, _ in open(request) }
        router.get("/mailboxes/:address") { request, connection in show(request, connection.parameter("address")) }
        router.get("/mailboxes/:address/mails") { _, connection in
            let address = connection.parameter("address")
            return Response.html(MailboxHTML.mails(mails(address), of: "/mailboxes/\(HTML.pathSegment(address))"))
        }
        router.post("/mailboxes/:address/mails") { request, connection in
            await write(request, from: connection.parameter("address"))
        }
        router.get("/mails/:id/files/:index") { _, connection in file(connection) }
    }

    private func mails(_ address: String) -> [SimulatedMail] {
        office.network.mails { $0.mailboxes.contains(address.lowercased()) }
    }

    private func open(_ request: Request) -> Response {
        let address = request.uri.queryParameters["address"].map(String.init) ?? ""
        guard EnvelopeAddress(address) != nil else { return .problem(DraftProblem.author.rawValue) }
        return Response(status: .seeOther, headers: [.location: "/mailboxes/\(HTML.pathSegment(address.lowercased()))"])
    }

    /// The form answers the mail that the query names; else, unless a new mail is wanted, the latest.
    private func show(_ request: Request, _ address: String) -> Response {
        let mails = mails(address)
        let named = request.uri.queryParameters["answer"].map(String.init)
        let isNew = request.uri.queryParameters["new"] != nil
        let answered = mails.last { $0.direction == .toWorld && (named == nil || $0.name == named) }
        return .html(MailboxHTML.mailbox(address, mails, answering: isNew ? nil : answered))
    }

    /// The form sends `to`, `subject`, `text`, `file` and `answer`; afterwards the browser sees the mailbox again.
    private func write(_ request: Request, from address: String) async -> Response {
        guard let body = try? await request.body.collect(upTo: MailRoutes.bodyLimit) else {
            return .problem("the mail is too large")
        }
        let form = FormUpload(type: request.headers[.contentType] ?? "", body: Array(buffer: body))
        var draft = LetterDraft()
        draft.to = form["to"].split(separator: ",").compactMap {
            Mailbox(displayName: nil, address: $0.filter { $0 != " " })
        }
        draft.subject = form["subject"]
        draft.text = form["text"]
        draft.attachments = form.files
        do throws(DraftProblem) {
            _ = try office.write(draft, from: address, answering: office.network.mail(named: form["answer"]))
        } catch {
            return .problem(error.rawValue)
        }
        return Response(status: .seeOther, headers: [.location: "/mailboxes/\(HTML.pathSegment(address))"])
    }

    private func file(_ connection: Connection) -> Response {
        guard let mail = office.network.mail(named: connection.parameter("id")),
            let index = Int(connection.parameter("index"))
        else { return Response(status: .notFound) }
        let files = ParsedMail.parse(mail.bytes).files
        guard files.indices.contains(index) else { return Response(status: .notFound) }
        return .file(files[index].bytes, type: "application/octet-stream", name: files[index].fileName ?? "file")
    }
}
