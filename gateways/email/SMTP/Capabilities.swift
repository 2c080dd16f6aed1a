// SPDX-License-Identifier: Apache-2.0

/// What a server offers in its answer to EHLO or LHLO.
package struct Capabilities: Hashable, Sendable {
    package var pipelining = false
    /// SIZE (RFC 1870) is offered.
    package var size = false
    /// Octets of the largest message; nil is not told.
    package var sizeLimit: Int?
    package var eightBitMIME = false
    package var smtpUTF8 = false
    package var startTLS = false
    /// CHUNKING (RFC 3030).
    package var chunking = false
    package var enhancedStatusCodes = false
    /// Delivery status notifications (RFC 3461).
    package var dsn = false
    /// Mechanisms of AUTH, in upper case; empty where it is not offered.
    package var mechanisms: [String] = []

    /// Mechanisms that are looked at; a server has ten.
    private static let mostMechanisms = 50

    package init() {}

    /// Reads the lines of the reply; the first is the greeting.
    package init(reply: Reply) {
        for line in reply.lines.dropFirst() { read(line) }
    }

    private mutating func read(_ line: String) {
        var words = line.uppercased().split { $0 == " " || $0 == "=" }.map(String.init)
        guard !words.isEmpty else { return }
        switch words.removeFirst() {
        case "PIPELINING": pipelining = true
        case "SIZE":
            size = true
            // 0 says that there is no fixed limit (RFC 1870 section 3).
            sizeLimit = words.first.flatMap(DecimalNumber.parse).flatMap { $0 == 0 ? nil : $0 }
        case "8BITMIME": eightBitMIME = true
        case "SMTPUTF8": smtpUTF8 = true
        case "STARTTLS": startTLS = true
        case "CHUNKING": chunking = true
        case "ENHANCEDSTATUSCODES": enhancedStatusCodes = true
        case "DSN": dsn = true
        // `AUTH=` is how servers wrote it before RFC 2554.
        case "AUTH":
            for word in words.prefix(Self.mostMechanisms) where !mechanisms.contains(word) { mechanisms.append(word) }
            mechanisms = Array(mechanisms.prefix(Self.mostMechanisms))
        default: break
        }
    }

    /// One line of the reply for each.
    package var lines: [String] {
        var lines: [String] = []
        if pipelining { lines.append("PIPELINING") }
        if size { lines.append(sizeLimit.map { "SIZE \($0)" } ?? "SIZE") }
        if startTLS { lines.append("STARTTLS") }
        if !mechanisms.isEmpty { lines.append("AUTH " + mechanisms.joined(separator: " ")) }
        if enhancedStatusCodes { lines.append("ENHANCEDSTATUSCODES") }
        if eightBitMIME { lines.append("8BITMIME") }
        if dsn { lines.append("DSN") }
        if smtpUTF8 { lines.append("SMTPUTF8") }
        if chunking { lines.append("CHUNKING") }
        return lines
    }
}
