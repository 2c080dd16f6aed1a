// SPDX-License-Identifier: Apache-2.0

import Testing

import struct Foundation.Data

@testable import MIME

/// One mail of `Oracle/oracle.py`, and what Python's `email` package reads in it.
struct OracleShape: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let raw: Data
    let expected: Expected

    var testDescription: String { name }

    struct Expected: Decodable, Sendable {
        /// nil anywhere: Python itself failed over it.
        let subject: String?
        let from, to, cc, replyTo: [[String]]?
        /// Seconds since 1970.
        let date: Int?
        let messageID, inReplyTo, references: [String]?
        let parts: [Part]
    }

    struct Part: Decodable, Sendable {
        let type: String
        let fileName: String?
        let text: String?
        let bytes: Data?
    }

    /// What Python reads, by name of the finding; what it could not read is missing.
    var oracle: [String: String] {
        var findings: [String: String] = [:]
        findings["subject"] = expected.subject
        for (name, list) in [
            ("from", expected.from), ("to", expected.to), ("cc", expected.cc), ("replyTo", expected.replyTo),
        ] {
            findings[name] = list?.map { "\($0[0]) <\($0[1])>" }.joined(separator: "; ")
        }
        findings["date"] = expected.date.map(String.init) ?? "none"
        findings["messageID"] = expected.messageID?.joined(separator: " ")
        findings["inReplyTo"] = expected.inReplyTo?.joined(separator: " ")
        findings["references"] = expected.references?.joined(separator: " ")
        findings["parts"] = expected.parts.map(\.type).joined(separator: " ")
        for (number, part) in expected.parts.enumerated() {
            findings["part \(number) file"] = part.fileName ?? ""
            findings["part \(number) text"] = part.text
            findings["part \(number) bytes"] = part.bytes.map { Self.shown(Array($0)) }
        }
        return findings
    }

    /// What we read, by the same names.
    var ours: [String: String] {
        let mail = ParsedMail.parse(Array(raw))
        let fields = mail.root.fields
        var findings = ["subject": fields.subject ?? ""]
        for (name, list) in [
            ("from", fields.from), ("to", fields.to), ("cc", fields.cc), ("replyTo", fields.replyTo),
        ] {
            findings[name] = list.map { "\($0.displayName ?? "") <\($0.address)>" }.joined(separator: "; ")
        }
        findings["date"] = fields.date.map { String(Int($0.timeIntervalSince1970)) } ?? "none"
        findings["messageID"] = fields.messageID ?? ""
        findings["inReplyTo"] = fields.inReplyTo.joined(separator: " ")
        findings["references"] = fields.references.joined(separator: " ")
        let parts = mail.root.withAllBelow
        findings["parts"] = parts.map(\.contentType.essence).joined(separator: " ")
        for (number, part) in parts.enumerated() {
            findings["part \(number) file"] = part.fileName ?? ""
            findings["part \(number) text"] = part.rawText
            findings["part \(number) bytes"] = Self.shown(part.bytes)
        }
        return findings
    }

    /// Bytes so that a difference can be read.
    private static func shown(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? "base64 " + Data(bytes).base64EncodedString()
    }
}

extension Entity {
    /// The entity and those inside it, in the order in which they stand.
    var withAllBelow: [Entity] {
        switch content {
        case .leaf: [self]
        case .multipart(let parts): [self] + parts.flatMap(\.withAllBelow)
        case .message(let mail): [self] + mail.withAllBelow
        }
    }
}
