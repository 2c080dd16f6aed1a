// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Scene {
    /// A gateway to email that speaks SMTP on both sides, and Postfix's smtp-sink, which takes every mail and keeps none:
    /// what is measured is never the mail server.
    static func mail(_ ports: Ports, _ binaries: URL) -> Scene {
        Scene(
            domain: "mail.bench",
            gateway: """
                [gateways.mail]
                kind = "email"
                domain = "mail.bench"
                secret = "bench"
                register = ["bench"]
                mail_domain = "\(mailDomain)"
                coalesce = "0s"
                parallel = 32
                [gateways.mail.submission]
                url = "smtp://127.0.0.1:\(ports.outside)"
                starttls = "off"
                [gateways.mail.listener]
                listen = "127.0.0.1:\(ports.listener)"
                protocol = "smtp"
                """,
            // A program with root's rights wants to know whose it shall use.
            outside: (
                URL(fileURLWithPath: "/usr/sbin/smtp-sink"),
                (getuid() == 0 ? ["-u", "nobody"] : []) + ["inet:127.0.0.1:\(ports.outside)", "1024"]
            ),
            registration: { "<username>\(mailbox($0))</username>" })
    }

    static let mailDomain = "example.org"

    /// The name of the account's mailbox.
    static func mailbox(_ index: Int) -> String { "user\(index)" }
}
