// SPDX-License-Identifier: Apache-2.0

/// What one session needs to know of the server that it belongs to.
package struct SessionSettings: Sendable {
    package enum Dialect: String, Sendable {
        case smtp
        /// RFC 2033: LHLO instead of EHLO, and after the message one reply for each recipient.
        case lmtp
    }

    package let dialect: Dialect
    /// What the server calls itself.
    package let hostName: String
    /// Whose `<postmaster>` it is.
    package let mailDomain: String
    /// Octets of the largest message.
    package let maxSize: Int
    package let offersTLS: Bool
    package let limits: SessionLimits

    package init(
        dialect: Dialect, hostName: String, mailDomain: String, maxSize: Int, offersTLS: Bool = false,
        limits: SessionLimits = SessionLimits()
    ) {
        self.dialect = dialect
        self.hostName = hostName
        self.mailDomain = mailDomain
        self.maxSize = maxSize
        self.offersTLS = offersTLS
        self.limits = limits
    }

    /// What the reply to EHLO or LHLO lists.
    func capabilities(isTLS: Bool) -> Capabilities {
        var offered = Capabilities()
        offered.pipelining = true
        offered.size = true
        offered.sizeLimit = maxSize
        offered.startTLS = offersTLS && !isTLS
        offered.enhancedStatusCodes = true
        offered.eightBitMIME = true
        offered.smtpUTF8 = true
        offered.chunking = true
        return offered
    }
}
