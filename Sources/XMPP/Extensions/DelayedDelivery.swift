// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Delayed Delivery (XEP-0203 version 2.0): when a message was really sent.
///
///     <delay xmlns='urn:xmpp:delay' from='sms.example.org' stamp='2026-03-01T12:00:00Z'/>
package enum DelayedDelivery {
    package static let namespace = "urn:xmpp:delay"

    /// - Parameters:
    ///   - stamp: when it was sent.
    ///   - from: the address of whoever held it back.
    package static func element(stamp: Date, from: String) -> Element {
        Element("delay", namespace, ["from": from, "stamp": DateTimeProfile.text(stamp)])
    }

    /// When a message or a presence was sent; nil where it does not say, or not in a form that XEP-0082 knows.
    package static func stamp(in stanza: Stanza) -> Date? {
        stanza.first("delay", namespace)?["stamp"].flatMap(DateTimeProfile.date)
    }
}
