// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import PosternCrypto

/// Where a signature stands in a request and how it is written.
struct SignaturePlace: Sendable, Equatable {
    let source: Source
    var encoding = Encoding.base64
    /// True where `A1B2` and `a1b2` are one signature (hexadecimal only).
    var ignoresCase = false
    /// What stands between several signatures, of which one has to match; nil where there is one.
    var separator: Character?
    /// What each counting entry begins with, `v1,`; the others are skipped.
    var entryPrefix = ""

    enum Source: Sendable, Equatable {
        /// The first of these headers that is there.
        case headers([String])
        /// A parameter of the form, the JSON body or the query.
        case parameter(String)
    }

    enum Encoding: String, Sendable, CaseIterable {
        case base64, hex
    }

    /// Signatures in one header; a provider that rotates keys sends two.
    static let maximumEntries = 16

    /// True where one of the texts is the signature `expected`. Compares the written form, in constant time: a sloppy
    /// spelling of base64 is another text.
    func matches(_ expected: [UInt8], _ texts: [String]) -> Bool {
        let expected = encoding == .hex ? Hex.encode(expected) : Base64.encode(expected)
        return texts.contains { constantTimeEqual(ignoresCase ? $0.lowercased() : $0, expected) }
    }

    /// The signatures that the request carries, still encoded; at least one.
    func texts(in request: WebhookRequest, parameters: SignedParameters?) throws(SignatureFailure) -> [String] {
        let text = try text(in: request, parameters: parameters)
        guard let separator else { return [text] }
        return text.split(separator: separator, maxSplits: Self.maximumEntries).prefix(Self.maximumEntries)
            .filter { $0.hasPrefix(entryPrefix) }.map { String($0.dropFirst(entryPrefix.count)) }
    }

    private func text(in request: WebhookRequest, parameters: SignedParameters?) throws(SignatureFailure) -> String {
        switch source {
        case .headers(let names):
            for name in names {
                if let text = try request.trusted(header: name), !text.isEmpty { return text }
            }
            throw .missing(header: names.joined(separator: " or "))
        case .parameter(let name):
            let fields = try (parameters ?? SignedParameters(source: .any)).fields(of: request)
            let values = fields.filter { $0.name.elementsEqual(name.utf8) }
            guard values.count == 1, let value = values.first?.value, !value.isEmpty else {
                throw SignatureFailure("the parameter \(name) is missing or there twice")
            }
            return String(decoding: value, as: UTF8.self)
        }
    }
}
