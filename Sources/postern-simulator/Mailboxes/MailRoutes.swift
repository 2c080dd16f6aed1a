// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import NIOCore

/// The JSON twins of the mailbox pages, for tests.
struct MailRoutes: Sendable {
    /// A mail with its attachments in base 64, in octets.
    static let bodyLimit = 64 * 1024 * 1024

    let office: PostOffice

    func add(to router: Router<Connection>) {
        router.get("/api/mails") { _, _ in list { _ in true } }
        router.delete("/api/mails") { _, _ in
            office.network.clear()
            return Response(status: .noContent)
        }
        router.get("/api/mails/:id") { _, connection in show(connection) { .json(encoding: MailView($0)) } }
        router.get("/api/mails/:id/raw") { _, connection in
            show(connection) { .file($0.bytes, type: "message/rfc822", name: $0.name + ".eml") }
        }
        router.get("/api/mailboxes/:address/mails") { _, connection in
            let address = connection.parameter("address").lowercased()
            return list { $0.mailboxes.contains(address) }
        }
        router.post("/api/mailboxes/:address/mails") { request, connection in
            await write(request, from: connection.parameter("address"))
        }
        router.post("/api/mails/:id/answers") { request, connection in await answer(request, connection) }
    }

    private func list(_ isWanted: (SimulatedMail) -> Bool) -> Response {
        .json(encoding: office.network.mails(where: isWanted).map(MailView.init))
    }

    private func show(_ connection: Connection, _ response: (SimulatedMail) -> Response) -> Response {
        office.network.mail(named: connection.parameter("id")).map(response) ?? Response(status: .notFound)
    }

    /// From the first outside address that the mail was for.
    private func answer(_ request: Request, _ connection: Connection) async -> Response {
        guard let original = office.network.mail(named: connection.parameter("id")) else {
            return Response(status: .notFound)
        }
        let mailbox = original.recipients.map(\.address).first { original.mailboxes.contains($0.lowercased()) }
        return await write(request, from: mailbox ?? "", answering: original)
    }

    private func write(_ request: Request, from address: String, answering original: SimulatedMail? = nil) async
        -> Response
    {
        guard let body = try? await request.body.collect(upTo: Self.bodyLimit) else {
            return .problem("the mail is too large")
        }
        do {
            let draft = try JSONDecoder().decode(LetterDraft.self, from: Data(Array(buffer: body)))
            return .json(
                encoding: MailView(try office.write(draft, from: address, answering: original)), status: .created)
        } catch let problem as DraftProblem {
            return .problem(problem.rawValue)
        } catch {
            return .problem("this is no mail: \(error)")
        }
    }
}
