// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Settings
import Testing

@testable import SMSGateway

@Suite("Signatures, by the providers' own vectors")
struct SignatureVectorTests {
    /// The library, and Plivo's V2, which it leaves out because V2 signs neither query nor body: a descriptor can still
    /// say it in its own words.
    private static let schemes: SchemeLibrary = {
        let text = """
            [plivo-v2]
            verifier = "hmac"
            alg = "sha256"
            message = ["url-no-query", "header:X-Plivo-Signature-V2-Nonce"]
            signature = { header = "X-Plivo-Signature-V2", encoding = "base64" }
            """
        let table = SettingsTable(file: "own.toml", text: text, report: SettingsReport())
        return table.map(SchemeLibrary.standard.adding) ?? .standard
    }()

    @Test("every file is here whole", arguments: SignatureVector.counts.keys.sorted())
    func count(file: String) {
        #expect(SignatureVector.file(file).count == SignatureVector.counts[file])
    }

    @Test("no file is left out")
    func files() {
        #expect(SignatureVector.files.sorted() == SignatureVector.counts.keys.map { "\($0).json" }.sorted())
    }

    @Test("a request passes exactly where it must", arguments: SignatureVector.all)
    func verdict(vector: SignatureVector) throws {
        let scheme = try #require(Self.schemes.scheme(named: vector.kind), "no scheme \(vector.kind)")
        let verifier = try scheme.verifier(key: vector.key)
        let found = Self.verdict(verifier, vector.request)
        #expect((found == nil) == vector.valid, "\(found?.sentence ?? "passed"); \(vector.how)")
    }

    @Test("no other secret passes", arguments: SignatureVector.all.filter { $0.valid && $0.publicKey == nil })
    func otherSecret(vector: SignatureVector) throws {
        let scheme = try #require(Self.schemes.scheme(named: vector.kind))
        let other = vector.kind == "standard-webhooks" ? "whsec_AAAA" : vector.key + "x"
        #expect(Self.verdict(try scheme.verifier(key: other), vector.request) != nil)
    }

    private static func verdict(_ verifier: any SignatureVerifier, _ request: WebhookRequest) -> SignatureFailure? {
        do throws(SignatureFailure) {
            try verifier.verify(request)
            return nil
        } catch {
            return error
        }
    }
}
