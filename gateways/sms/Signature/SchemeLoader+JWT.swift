// SPDX-License-Identifier: Apache-2.0

import Settings

extension SchemeLoader {
    /// `verifier = "jwt"`
    static func jwt(_ table: SettingsTable) -> JWTScheme? {
        let place = table.table("token")
        let header = place?.requiredString("header", example: "Authorization")
        let authenticationScheme = place?.value("scheme", .text)
        place?.finish()
        let algorithms = table.required(
            "algs", .list(of: .word(JWTScheme.Algorithm.self)), example: "[\"HS256\"]")
        let claims = table.table("claims").map(expectations) ?? [:]
        let required = Set(table.strings("require") ?? [])
        let leeway = table.value("leeway", .int(in: 0...300), default: 0)
        let future = table.value("iat_max_future", .int(in: 0...3600))
        let age = table.value("iat_max_age", .int(in: 1...3600))
        let hashes = table.table("hashes").map(hashes) ?? []
        guard let header, let algorithms, !algorithms.isEmpty else {
            if place == nil { table.problem("is missing; write token = { header = \"Authorization\" }", key: "token") }
            return nil
        }
        guard required.contains("exp") || age != nil else {
            table.problem("a token must end: write require = [\"exp\"], or iat_max_age in seconds")
            return nil
        }
        return JWTScheme(
            header: header, authenticationScheme: authenticationScheme, algorithms: Set(algorithms), claims: claims,
            required: required, leeway: leeway, issuedMaximumFuture: future, issuedMaximumAge: age, hashes: hashes)
    }

    /// `claims = { iss = "Vonage", aud = "url" }`: the word `url` stands for the request's public URL.
    private static func expectations(_ table: SettingsTable) -> [String: JWTScheme.Expectation] {
        var expectations: [String: JWTScheme.Expectation] = [:]
        for name in table.keys {
            expectations[name] = table.value(name, .text).map { $0 == "url" ? .url : .text($0) }
        }
        return expectations
    }

    /// `hashes = { payload_hash = "sha256-hex(body) if body" }`
    private static func hashes(_ table: SettingsTable) -> [JWTScheme.Hash] {
        table.keys.compactMap { name in
            table.value(name, .word(HashedPart.self)).map { part in
                JWTScheme.Hash(claim: name, subject: part == .url ? .url : .body, onlyWithBody: part == .bodyIfAny)
            }
        }
    }

    private enum HashedPart: String, CaseIterable {
        case url = "sha256-hex(url)"
        case body = "sha256-hex(body)"
        case bodyIfAny = "sha256-hex(body) if body"
    }
}
