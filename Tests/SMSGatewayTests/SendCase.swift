// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import SMSGateway

/// One case of `cases/requests`: a request as a provider's own SDK sent it, and what the SDK was given.
struct SendCase: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let provider: String
    let `case`: String
    let inputs: Inputs
    let method: String
    let url: String
    let headers: [String: String]
    let body: String
    let query: [[String]]
    let bodyForm: [[String]]?
    let cannedResponse: Answer

    private enum CodingKeys: String, CodingKey {
        case id, provider, `case`, inputs, method, url, headers, body, query
        case bodyForm = "body_form"
        case cannedResponse = "canned_response"
    }

    struct Inputs: Decodable, Sendable {
        let from: String?
        let to: [String]
        let text: String
        let media: [String]
        let callback: String?
        let reference: String?
        let credentials: [String: String]
    }

    struct Answer: Decodable, Sendable {
        let status: Int
        let body: String
    }

    var testDescription: String { "\(id) (\(`case`))" }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases/requests")

    /// The cases of one file; empty where it cannot be read, which the count tells.
    static func file(_ name: String) -> [SendCase] {
        guard let data = try? Data(contentsOf: folder.appending(path: "\(name).json")) else { return [] }
        return (try? JSONDecoder().decode([SendCase].self, from: data)) ?? []
    }

    static let all = ["twilio", "telnyx", "kannel", "smsgate"].flatMap(file)

    /// Settings that the descriptor has besides credentials, where the SDK's call used them.
    var params: [String: String] {
        id == "smsgate-open-req-003"
            ? ["sim_number": "2", "ttl": "3600"]
            : id == "smsgate-open-req-005" ? ["base_url": "http://127.0.0.1:8080"] : [:]
    }

    /// What does not come from the inputs: Kannel's own escapes are the descriptor's.
    var callback: String? {
        inputs.callback.map { $0.replacingOccurrences(of: "&type=%d&smsc=%i&reply=%A", with: "") }
    }

    /// Neither the app nor its server takes pictures: this SDK's call goes nowhere.
    var isUnsupported: Bool { id == "smsgate-open-req-006" }
}
