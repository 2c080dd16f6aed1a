// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// What a visitor sees first: all phones, and beside them all mailboxes.
struct HomePage: Sendable {
    let phones: PhoneNetwork
    let mail: MailNetwork

    func add(to router: Router<Connection>) {
        router.get("/") { _, _ in Response.html(page) }
        router.get("/overview") { _, _ in Response.html(overview) }
    }

    private var page: String {
        HTML.page(
            "The outside world",
            """
            <div id="overview">\(overview)</div>
            <form action="/mailboxes"><input name="address" placeholder="anybody@outside.example" required>
            <button>Open a mailbox</button></form>
            \(HTML.refresh("/overview", of: "#overview"))
            """)
    }

    private var overview: String {
        """
        <section><h2>Phones</h2>\(PhoneHTML.list(phones.messages { _ in true }))</section>
        <section><h2>Mailboxes</h2>\(MailboxHTML.list(mail.mails { _ in true }))</section>
        """
    }
}
