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
        let isOwnServer = options.listener.session.dialect == .smtp
        let host = isOwnServer ? options.listener.session.hostName : "the mail server in front of Postern"
        return [
            "MX: \(domain). MX 10 HOST., where HOST is \(host); other servers deliver there.",
            "SPF: \(domain). TXT \"v=spf1 mx a:SUBMISSION-HOST -all\", naming every machine that sends for the domain.",
            "DKIM: SELECTOR._domainkey.\(domain). TXT \"v=DKIM1; k=rsa; p=KEY\", with the key by which "
                + "\(options.submission.host) signs what it sends; Postern does not sign.",
            "DMARC: _dmarc.\(domain). TXT \"v=DMARC1; p=quarantine; rua=mailto:postmaster@\(domain)\".",
            "Envelope senders are bounces+REFERENCE@\(domain): the submission server must take them from Postern's "
                + "login, and mail to them must come to the listener like mail to the accounts.",
        ]
    }
}
