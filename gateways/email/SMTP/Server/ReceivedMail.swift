// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// A message with its envelope, as a client handed it over.
package struct ReceivedMail: Hashable, Sendable {
    /// nil is the null sender.
    package let sender: EnvelopeAddress?
    /// Accepted ones only, each once.
    package let recipients: [EnvelopeAddress]
    /// The message as it was sent, lines ended by CRLF, without the transparency dots.
    package let bytes: [UInt8]
    /// Header fields and addresses may be UTF-8 (RFC 6531).
    package let isSMTPUTF8: Bool
    /// What the client called itself; nothing vouches for it.
    package let helo: String
    /// It was said with EHLO or LHLO.
    package let isExtended: Bool
    /// The client's IP address; nil where it has none.
    package let peer: String?
    package let isTLS: Bool
    package let receivedAt: Date

    package init(
        sender: EnvelopeAddress?, recipients: [EnvelopeAddress], bytes: [UInt8], isSMTPUTF8: Bool = false,
        helo: String, isExtended: Bool = true, peer: String? = nil, isTLS: Bool = false, receivedAt: Date
    ) {
        self.sender = sender
        self.recipients = recipients
        self.bytes = bytes
        self.isSMTPUTF8 = isSMTPUTF8
        self.helo = helo
        self.isExtended = isExtended
        self.peer = peer
        self.isTLS = isTLS
        self.receivedAt = receivedAt
    }
}
