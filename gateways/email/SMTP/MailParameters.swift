// SPDX-License-Identifier: Apache-2.0

/// What a MAIL command says besides the sender.
package struct MailParameters: Hashable, Sendable {
    /// How the message's bytes are to be understood (RFC 6152, RFC 3030).
    package enum Body: String, Sendable {
        case sevenBit = "7BIT"
        case eightBitMIME = "8BITMIME"
        case binaryMIME = "BINARYMIME"
    }

    /// What a delivery status notification returns of the message (RFC 3461 section 4.3).
    package enum Returned: String, Sendable {
        case full = "FULL"
        case headers = "HDRS"
    }

    /// Octets of the message (RFC 1870); nil was not said.
    package var size: Int?
    /// nil was not said.
    package var body: Body?
    /// RFC 6531 section 3.4.
    package var smtpUTF8: Bool
    /// nil was not said.
    package var returned: Returned?
    /// ENVID, decoded (RFC 3461 section 4.4); nil was not said.
    package var envelopeID: String?

    package init(
        size: Int? = nil, body: Body? = nil, smtpUTF8: Bool = false, returned: Returned? = nil,
        envelopeID: String? = nil
    ) {
        self.size = size
        self.body = body
        self.smtpUTF8 = smtpUTF8
        self.returned = returned
        self.envelopeID = envelopeID
    }

    /// Whether it asks for what only the DSN extension gives.
    package var asksForReports: Bool { returned != nil || envelopeID != nil }
}

extension MailParameters {
    /// Takes one `KEYWORD=value`; `keyword` is in upper case.
    mutating func set(_ keyword: String, _ value: ArraySlice<UInt8>?) throws(CommandProblem) {
        let text = value.map { String(decoding: $0, as: UTF8.self) }
        switch keyword {
        case "SIZE": size = try CommandProblem.check(text.flatMap(DecimalNumber.parse), keyword)
        case "BODY": body = try CommandProblem.check(text.flatMap { Body(rawValue: $0.uppercased()) }, keyword)
        case "RET": returned = try CommandProblem.check(text.flatMap { Returned(rawValue: $0.uppercased()) }, keyword)
        case "ENVID": envelopeID = try CommandProblem.check(value.flatMap { XText.decode($0) }, keyword)
        case "SMTPUTF8" where value == nil: smtpUTF8 = true
        case "SMTPUTF8": throw .badParameter(keyword)
        default: throw .unknownParameter(keyword)
        }
    }

    /// As the command writes them, each with a blank in front.
    var written: String {
        var text = ""
        if let size { text += " SIZE=\(size)" }
        if let body { text += " BODY=" + body.rawValue }
        if smtpUTF8 { text += " SMTPUTF8" }
        if let returned { text += " RET=" + returned.rawValue }
        if let envelopeID { text += " ENVID=" + XText.encode(envelopeID) }
        return text
    }
}
