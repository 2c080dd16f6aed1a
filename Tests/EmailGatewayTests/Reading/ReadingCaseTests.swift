// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import MIME
import Testing

@testable import EmailGateway

/// Whole mails as programs write them: `cases/reading/NAME.eml`, and in `NAME.txt` what a person is shown, in front of
/// the text the subject, the files and whether something is left to the original.
@Suite struct ReadingCaseTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("cases/reading")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test("a mail as it comes is shown as it should be", arguments: names)
    func shown(_ name: String) throws {
        let mail = try Data(contentsOf: Self.folder.appendingPathComponent(name + ".eml"))
        let expected = try String(contentsOf: Self.folder.appendingPathComponent(name + ".txt"), encoding: .utf8)
        let reading = ChatReading(ParsedMail.parse(Array(mail)))
        #expect(Self.sheet(reading) == expected, "cases/reading/\(name)")
    }

    @Test func `there are cases`() { #expect(Self.names.count >= 10) }

    private static func sheet(_ reading: ChatReading) -> String {
        var lines = ["Subject: \(reading.subject ?? "")", "Left out: \(reading.omission?.rawValue ?? "nothing")"]
        lines += reading.attachments.map { "File: \($0.name) (\($0.type), \($0.bytes.count))" }
        return (lines + ["", reading.text, ""]).joined(separator: "\n")
    }
}
