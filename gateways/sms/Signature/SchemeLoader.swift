// SPDX-License-Identifier: Apache-2.0

import PosternCrypto
import Settings

/// Reads signature schemes from settings; what is wrong goes to the table's report, with its place.
enum SchemeLoader {
    private enum Kind: String, CaseIterable {
        case hmac, ed25519, jwt, basic, token
        case plivoV3 = "plivo_v3"
    }

    /// The schemes of `[schemes]`, by name.
    static func schemes(in root: SettingsTable) -> [String: SignatureScheme] {
        var schemes: [String: SignatureScheme] = [:]
        for name in root.keys {
            guard let node = root.node(name).map({ inheriting($0, in: root) }), let table = root.table(node) else {
                continue
            }
            if let verifier = verifier(table) { schemes[name] = SignatureScheme(name: name, verifier: verifier) }
            table.finish()
        }
        return schemes
    }

    /// The table with the keys of the one that its `same_as` names; its own keys win. Only one step: the named one
    /// stands for itself.
    private static func inheriting(_ node: SettingsNode, in root: SettingsTable) -> SettingsNode {
        guard case .table(let entries) = node.value, let base = node["same_as"] else { return node }
        guard case .string(let name) = base.value, case .table(let inherited)? = root.node(name)?.value else {
            root.problem("names no scheme of this table", at: base)
            return node
        }
        let own = entries.filter { $0.key != "same_as" }
        let others = inherited.filter { entry in !own.contains { $0.key == entry.key } }
        return SettingsNode(value: .table(own + others), line: node.line, path: node.path)
    }

    private static func verifier(_ table: SettingsTable) -> SignatureScheme.Verifier? {
        switch table.required("verifier", .word(Kind.self), example: "\"hmac\"") {
        case .hmac: hmac(table).map { .hmac($0) }
        case .ed25519: ed25519(table).map { .ed25519($0) }
        case .jwt: jwt(table).map { .jwt($0) }
        case .basic: .basic
        case .token: tokenPlace(table).map { .token($0) }
        case .plivoV3: plivoV3(table).map { .plivoV3($0) }
        case nil: nil
        }
    }

    private static func hmac(_ table: SettingsTable) -> HMACScheme? {
        let algorithm = table.required("alg", .word(HashAlgorithm.self), example: "\"sha256\"")
        let choice = table.table("alg_from_header").flatMap(algorithmChoice)
        let message = message(table)
        let signature = table.table("signature").flatMap(signaturePlace)
        let bodyHash = table.table("body_hash_query").flatMap(bodyHash)
        let timestamp = timestamp(table)
        let ports = table.value("url_port_variants", .word(PortVariants.self), default: .none)
        let keying = table.value("keyed", .word(HMACScheme.Keying.self), default: .hmac)
        let key = table.table("key").map(keyEncoding) ?? KeyEncoding()
        let headers = table.strings("require_headers") ?? []
        guard let algorithm, let message else { return nil }
        guard let signature else {
            table.problem("is missing; write for example signature = { header = \"X-Signature\" }", key: "signature")
            return nil
        }
        return HMACScheme(
            algorithm: algorithm, algorithmChoice: choice, keying: keying, key: key, message: message,
            signature: signature, portVariants: ports, timestamp: timestamp, bodyHash: bodyHash,
            requiredHeaders: headers)
    }

    private static func ed25519(_ table: SettingsTable) -> Ed25519Scheme? {
        let message = message(table)
        let place = table.table("signature").flatMap(signaturePlace)
        base64Only(table, "key_encoding")
        let timestamp = timestamp(table)
        guard let message else { return nil }
        guard case .headers(let names)? = place?.source, names.count == 1, place?.encoding == .base64 else {
            table.problem("needs one header with base64: signature = { header = \"X-Signature\" }", key: "signature")
            return nil
        }
        return Ed25519Scheme(message: message, header: names[0], timestamp: timestamp)
    }

    private static func plivoV3(_ table: SettingsTable) -> PlivoV3Scheme? {
        let signature = table.table("signature").flatMap(signaturePlace)
        let nonce = table.requiredString("nonce", example: "X-Plivo-Signature-V3-Nonce")
        guard let signature, let nonce else { return nil }
        return PlivoV3Scheme(signature: signature, nonceHeader: nonce)
    }

    private static func tokenPlace(_ table: SettingsTable) -> TokenPlace? {
        let query = table.value("query", .text).map { TokenPlace.query($0) }
        let header = table.value("header", .text).map { TokenPlace.header($0) }
        let field = table.value("field", .pointer).map { TokenPlace.field($0) }
        let places = [query, header, field].compactMap(\.self)
        guard places.count == 1 else {
            table.problem("a token stands in one place: write query, header or field")
            return nil
        }
        return places[0]
    }
}
