// SPDX-License-Identifier: Apache-2.0

import SMTP

/// The records that a mail domain needs in the DNS, as hints for whoever sets it up. What is there is not looked up: the
/// DNS that Postern's machine sees is often not the one that the world sees.
struct DomainRecords {
    private let options: EmailGatewayOptions

    init(_ options: EmailGatewayOptions) {
        self.options = options
    }

    var lines: [String] {
        let domain = options.mailDomain
        let host = options.listener.session.hostName
        let submission = options.submission.host
        // A server on this machine sends from where the MX points to.
        let isElsewhere = !submission.contains(":") && submission != "localhost" && submission.contains { $0.isLetter }
        return [
            "MX: \(domain). IN MX 10 \(host).",
            "SPF: \(domain). IN TXT \"v=spf1 mx\(isElsewhere ? " a:\(submission)" : "") -all\"",
            "DKIM: mail._domainkey.\(domain). IN TXT \"v=DKIM1; k=rsa; p=…\", with the public key by which \(submission) "
                + "signs; Postern does not sign.",
            "DMARC: _dmarc.\(domain). IN TXT \"v=DMARC1; p=quarantine; rua=mailto:postmaster@\(domain)\"",
            "Envelope senders are bounces+REFERENCE-TAG@\(domain): the submission server must take them from Postern's "
                + "login, and mail to them must come to the listener like mail to the accounts.",
        ]
    }
}
