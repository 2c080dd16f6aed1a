// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

@testable import PosternConfiguration

/// Every way to misconfigure, with what it must print: a file in `cases`, whose first lines say `# expect: PROBLEM`. In
/// them FILE stands for the file, FOLDER for its folder, and … at the end for any words.
@Suite struct BrokenConfigurationTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases").path

    static let cases: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".toml") }.sorted()

    @Test func `the cases are there`() {
        #expect(Self.cases.count >= 79)
    }

    @Test("a broken file is refused with these problems and no others", arguments: cases)
    func refused(name: String) throws {
        let file = "\(Self.folder)/\(name)"
        let expected = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("# expect: ") }
            .map { String($0.dropFirst("# expect: ".count)) }
            .map { $0.replacing("FILE", with: file).replacing("FOLDER", with: Self.folder) }
        let failure = try #require(throws: ConfigurationFailure.self) {
            try Configuration.load(file: file, environment: [:])
        }
        let told = failure.problems.map(\.description)
        #expect(told.count == expected.count, "\(failure)")
        for (line, expectation) in zip(told, expected) {
            if expectation.hasSuffix("…") {
                #expect(line.hasPrefix(expectation.dropLast()))
            } else {
                #expect(line == expectation)
            }
        }
        for secret in ["s3cret-of-the-test", "p4ssw0rd"] {
            #expect(!failure.description.contains(secret), "a secret was told: \(failure)")
        }
    }

    @Test func `a file that is not there is a problem of its own`() {
        let failure = #expect(throws: ConfigurationFailure.self) { try Configuration.load(file: "none/postern.toml") }
        #expect(
            failure?.description
                == "none/postern.toml: cannot be read; check the path, and that Postern may read the file")
    }

    @Test(
        "a file that is no text is refused",
        arguments: [
            ([0xFF, 0xFE, 0x00], "is not UTF-8"), ([UInt8](repeating: 35, count: (1 << 20) + 1), "is larger than"),
        ])
    func noText(bytes: [UInt8], sentence: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data(bytes), to: "postern.toml")
        let failure = #expect(throws: ConfigurationFailure.self) { try Configuration.load(file: file) }
        #expect(failure?.description.contains(sentence) == true, "\(failure?.description ?? "")")
    }
}
