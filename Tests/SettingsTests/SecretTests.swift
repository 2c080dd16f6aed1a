// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Settings

@Suite final class SecretTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "postern-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private var source: SecretSource {
        SecretSource(folder: folder.path, environment: ["TOKEN": "from-environment", "BLANK": ""])
    }

    @Test func `a secret comes from the text, the environment or a file`() throws {
        try Data("from-file\r\n".utf8).write(to: folder.appending(path: "token"))
        #expect(try source.resolve("literal").revealed == "literal")
        #expect(try source.resolve("env:TOKEN").revealed == "from-environment")
        #expect(try source.resolve("file:token").revealed == "from-file")
        #expect(try source.resolve("file:\(folder.path)/token").revealed == "from-file")
    }

    @Test(
        "what is not there is named",
        arguments: [
            ("", "is empty"), ("env:NONE", "variable NONE is not set"), ("env:BLANK", "variable BLANK is empty"),
            ("file:none", "/none cannot be read"), ("file:empty", "/empty is empty"),
            ("file:big", "/big holds no secret"), ("file:binary", "/binary holds no secret"),
        ])
    func missing(text: String, sentence: String) throws {
        try Data("\n".utf8).write(to: folder.appending(path: "empty"))
        try Data(repeating: 65, count: 70_000).write(to: folder.appending(path: "big"))
        try Data([0xFF, 0xFE]).write(to: folder.appending(path: "binary"))
        let problem = #expect(throws: InvalidSetting.self) { try self.source.resolve(text) }
        #expect(problem?.sentence.contains(sentence) == true, "\(problem?.sentence ?? "")")
    }

    @Test func `a secret is never printed`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump((secret, ["key": secret]), to: &dumped)
        let printed = "\(secret) \(String(reflecting: secret)) \([secret]) \(Optional(secret) as Any) \(dumped)"
        #expect(!printed.contains("hunter2"), "\(printed)")
    }
}
