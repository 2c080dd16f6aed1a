// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Data
import class Foundation.JSONDecoder

/// The body of `POST /v1/messages`.
struct SendRequest: Decodable, Sendable, Equatable {
    let to: String
    let from: String
    let text: String
    var media: [String]?
    /// What the sender calls the message.
    var reference: String?
    /// Where the reports go; none are sent without it.
    var callback: String?

    init(json: [UInt8]) throws(SendError) {
        guard let request = try? JSONDecoder().decode(SendRequest.self, from: Data(json)) else { throw .badRequest }
        guard Self.isNumber(request.to) else { throw .badNumber }
        self = request
    }

    init(to: String, from: String, text: String, reference: String? = nil, callback: String? = nil) {
        self.to = to
        self.from = from
        self.text = text
        self.reference = reference
        self.callback = callback
    }

    /// `+` and digits (E.164), or the digits of a short code.
    static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        return (3...15).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
