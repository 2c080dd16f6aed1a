// SPDX-License-Identifier: Apache-2.0

import PosternCrypto
import Settings

extension SchemeLoader {
    /// `message` and `params`.
    static func message(_ table: SettingsTable) -> SignedMessage? {
        let part = SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let part = SignedMessage.Part(text) else {
                throw InvalidSetting("\"\(text)\" is no part of a request; write \(SignedMessage.Part.spellings)")
            }
            return part
        }
        let parts = table.required("message", .list(of: part), example: "[\"body\"]")
        let parameters = table.table("params").map(self.parameters)
        guard let parts else { return nil }
        guard parts.contains(.parameters) == (parameters != nil) else {
            table.problem("the part \"params\" and the table params go together", key: "message")
            return nil
        }
        return SignedMessage(parts: parts, parameters: parameters)
    }

    private static func parameters(_ table: SettingsTable) -> SignedParameters {
        defer { table.finish() }
        _ = table.value("sort", .word(ParameterOrder.self))
        return SignedParameters(
            source: table.value("source", .word(SignedParameters.Source.self), default: .form),
            duplicates: table.value("duplicates", .word(SignedParameters.Duplicates.self), default: .keep),
            prefix: table.string("prefix", default: ""), pair: table.string("pair", default: ""),
            join: table.string("join", default: ""), replace: table.table("replace").map(replacements) ?? [:],
            exclude: Set(table.strings("exclude") ?? []))
    }

    private enum ParameterOrder: String, CaseIterable {
        case codepoint
    }

    private static func replacements(_ table: SettingsTable) -> [UInt8: [UInt8]] {
        var replacements: [UInt8: [UInt8]] = [:]
        for key in table.keys {
            guard let byte = key.utf8.first, key.utf8.count == 1 else {
                table.problem("is more than one ASCII character", key: key)
                continue
            }
            replacements[byte] = table.string(key).map { Array($0.utf8) }
        }
        return replacements
    }

    /// `signature = { header = …, encoding = …, case = …, split = …, entry_prefix = … }`
    static func signaturePlace(_ table: SettingsTable) -> SignaturePlace? {
        defer { table.finish() }
        let headers = table.value("header", .oneOrMore)
        let parameter = table.value("param", .text)
        let encoding = table.value("encoding", .word(SignaturePlace.Encoding.self), default: .base64)
        let ignoresCase = table.value("case", .word(LetterCase.self)) == .insensitive
        let separator = table.value("split", .character)
        let prefix = table.string("entry_prefix", default: "")
        if ignoresCase, encoding == .base64 {
            table.problem("base64 has capital and small letters; leave the key out", key: "case")
        }
        let source: SignaturePlace.Source
        switch (headers, parameter) {
        case (let headers?, nil): source = .headers(headers)
        case (nil, let parameter?): source = .parameter(parameter)
        default:
            table.problem("a signature stands in one place: write header or param")
            return nil
        }
        return SignaturePlace(
            source: source, encoding: encoding, ignoresCase: ignoresCase, separator: separator, entryPrefix: prefix)
    }

    private enum LetterCase: String, CaseIterable {
        case sensitive, insensitive
    }

    /// `timestamp = { header = …, tolerance = SECONDS }`
    static func timestamp(_ table: SettingsTable) -> TimestampWindow? {
        guard let table = table.table("timestamp") else { return nil }
        defer { table.finish() }
        // An hour is already far more than any provider documents.
        let tolerance = table.value("tolerance", .int(in: 1...3600), default: TimestampWindow.defaultTolerance)
        guard let header = table.requiredString("header", example: "X-Timestamp") else { return nil }
        return TimestampWindow(header: header, tolerance: tolerance)
    }

    static func keyEncoding(_ table: SettingsTable) -> KeyEncoding {
        defer { table.finish() }
        let prefix = table.string("strip_prefix", default: "")
        return KeyEncoding(prefix: prefix, isBase64: base64Only(table, "encoding"))
    }

    /// True where the key says `base64`, the one encoding there is.
    @discardableResult
    static func base64Only(_ table: SettingsTable, _ key: String) -> Bool {
        table.value(key, .word(BinaryEncoding.self)) == .base64
    }

    private enum BinaryEncoding: String, CaseIterable {
        case base64
    }

    static func algorithmChoice(_ table: SettingsTable) -> HMACScheme.AlgorithmChoice? {
        defer { table.finish() }
        var map: [String: HashAlgorithm] = [:]
        if let words = table.table("map") {
            for word in words.keys { map[word] = words.value(word, .word(HashAlgorithm.self)) }
        }
        guard let header = table.requiredString("header", example: "X-Signature-Settings"),
            let key = table.requiredString("key", example: "algorithm")
        else { return nil }
        return HMACScheme.AlgorithmChoice(header: header, key: key, map: map)
    }

    static func bodyHash(_ table: SettingsTable) -> HMACScheme.BodyHash? {
        defer { table.finish() }
        _ = table.value("required_unless", .word(CoveredBody.self))
        let hash = table.required("hash", .word(HexHash.self), example: "\"sha256-hex\"")
        guard let name = table.requiredString("name", example: "bodySHA256"), let hash else { return nil }
        return HMACScheme.BodyHash(parameter: name, algorithm: hash.algorithm)
    }

    private enum CoveredBody: String, CaseIterable {
        case form
    }

    private enum HexHash: String, CaseIterable {
        case sha1 = "sha1-hex"
        case sha256 = "sha256-hex"
        case sha512 = "sha512-hex"

        var algorithm: HashAlgorithm {
            switch self {
            case .sha1: .sha1
            case .sha256: .sha256
            case .sha512: .sha512
            }
        }
    }
}
