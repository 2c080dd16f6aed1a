// SPDX-License-Identifier: Apache-2.0

import Foundation
import MIME

/// What a visitor or a test wants written. A key that is left out has its default.
struct LetterDraft: Sendable {
    /// Empty only in an answer: then to whoever wrote.
    var to: [Mailbox] = []
    var cc: [Mailbox] = []
    /// The author's display name; nil sends the bare address.
    var name: String?
    var subject = ""
    var text = ""
    var html: String?
    var attachments: [Letter.Attachment] = []
    /// Whether an answer goes to all whom the original names.
    var toAll = false
    /// Whether an answer quotes the original.
    var quotes = true
    /// Whether the server in front of Postern vouches for the author (DMARC).
    var isAuthenticated = true
    /// A whole mail as it is to be sent, instead of all the others; nil composes one.
    var raw: [UInt8]?
}

extension LetterDraft: Decodable {
    enum CodingKeys: String, CodingKey {
        case to, cc, name, subject, text, html, attachments, raw
        case toAll = "all"
        case quotes = "quote"
        case isAuthenticated = "authenticated"
    }

    /// `{"name":"a.txt","type":"text/plain","content":"base64"}`
    private struct File: Decodable {
        let name: String
        let type: String
        let content: Data
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        func mailboxes(_ key: CodingKeys) throws -> [Mailbox] {
            try value(key, [String]()).map { text in
                guard let mailbox = Mailbox(displayName: nil, address: text), !mailbox.headerAddress.isEmpty else {
                    throw DecodingError.dataCorruptedError(
                        forKey: key, in: values, debugDescription: "\(text) is no address")
                }
                return mailbox
            }
        }
        to = try mailboxes(.to)
        cc = try mailboxes(.cc)
        name = try values.decodeIfPresent(String.self, forKey: .name)
        subject = try value(.subject, "")
        text = try value(.text, "")
        html = try values.decodeIfPresent(String.self, forKey: .html)
        attachments = try value(.attachments, [File]()).map { file in
            Letter.Attachment(
                name: file.name, type: MediaType(file.type) ?? .octetStream, bytes: Array(file.content))
        }
        toAll = try value(.toAll, false)
        quotes = try value(.quotes, true)
        isAuthenticated = try value(.isAuthenticated, true)
        raw = try values.decodeIfPresent(Data.self, forKey: .raw).map { Array($0) }
    }
}
