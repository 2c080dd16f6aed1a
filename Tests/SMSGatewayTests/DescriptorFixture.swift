// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

@testable import SMSGateway

/// The descriptors that come with the program, and variations of a small one.
enum DescriptorFixture {
    static let providers = ["kannel", "simulator", "smsgate", "telnyx", "twilio"]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../gateways/sms/providers").standardized

    /// A descriptor of `providers/`; a problem in it fails the test.
    static func provider(_ name: String) throws -> Descriptor {
        let text = try String(contentsOf: folder.appending(path: "\(name).toml"), encoding: .utf8)
        return try descriptor(text, file: "\(name).toml")
    }

    static func descriptor(_ text: String, file: String = "test.toml") throws -> Descriptor {
        let report = SettingsReport()
        let descriptor = DescriptorLoader.load(text: text, file: file, report: report)
        #expect(report.problems.map(\.description) == [])
        return try #require(descriptor)
    }

    /// What is wrong with a descriptor.
    static func problems(_ text: String) -> [String] {
        let report = SettingsReport()
        let descriptor = DescriptorLoader.load(text: text, file: "test.toml", report: report)
        #expect((descriptor == nil) == !report.isEmpty)
        return report.problems.map(\.description)
    }

    static func settings(_ values: [String: String], of descriptor: Descriptor) throws -> SettingValues {
        try SettingValues(values, for: descriptor.settings)
    }

    /// A right descriptor, line by line: the cases of wrong ones replace a line of it.
    static let small = """
        descriptor = 1
        id = "small"
        [credentials]
        key = true
        account = false
        [params]
        ttl = { optional = true, type = "integer" }
        loud = { optional = true, type = "boolean" }
        [[send]]
        method = "POST"
        url = "https://api.example.com/v1/{cred.account}/messages"
        auth = { kind = "bearer", token = "{cred.key}" }
        query = [["q", "{param.ttl}"]]
        headers = { X-Reference = "{reference}" }
        body = { kind = "json", value = { to = "{to}", text = "{text}", ttl = "{param.ttl}" } }
        [response]
        format = "json"
        rules = [{ http = "2xx", outcome = "accepted", id = "/id" }]
        error_text = "/message"
        """
}
