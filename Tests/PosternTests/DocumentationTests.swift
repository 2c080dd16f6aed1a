// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import postern

/// The documents say what the program does: what they name is there, and what is there is named.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// What stands between backticks, line by line, so that a block of code does not shift the pairs.
    private static func quoted(_ text: String) -> [String] {
        text.split(separator: "\n").flatMap { line in
            line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }
    }

    // MARK: - docs/protocols.md

    @Test func `every XEP that an extension names has a row in docs/protocols.md`() throws {
        let folder = Self.root.appending(path: "Sources/XMPP/Extensions")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files.count > 20)
        let rows = try Self.text("docs/protocols.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
        for file in files.sorted() {
            let source = try Self.text("Sources/XMPP/Extensions/\(file)")
            for number in Self.numbers(in: source) {
                #expect(rows.contains { $0.hasPrefix("| \(number) |") }, "XEP-\(number), which \(file) names")
            }
            for (number, version) in Self.versions(in: source) {
                let row = rows.first { $0.hasPrefix("| \(number) |") } ?? ""
                #expect(row.contains("`\(file)`"), "XEP-\(number) is in \(file)")
                #expect(row.contains("| \(version) |"), "XEP-\(number): \(file) says version \(version)")
            }
        }
    }

    /// The four digits behind each `XEP-`.
    private static func numbers(in text: String) -> Set<String> {
        Set(text.ranges(of: "XEP-").map { String(text[$0.upperBound...].prefix(4)) })
    }

    /// `XEP-0030 version 2.5.0`
    private static func versions(in text: String) -> [(number: String, version: String)] {
        let flat = text.replacing("\n///", with: "")
        return flat.ranges(of: "XEP-").compactMap { range in
            let words = flat[range.upperBound...].prefix(40).split(separator: " ")
            guard words.count > 2, words[1] == "version" else { return nil }
            let version = words[2].prefix { $0.isNumber || $0 == "." }
            return (String(words[0]), String(version.last == "." ? version.dropLast() : version))
        }
    }

    // MARK: - Commands

    @Test func `every command is in docs/operating.md`() throws {
        let text = try Self.text("docs/operating.md")
        for command in Self.commands(Postern.self) {
            #expect(text.contains("| `\(command)"), "\(command)")
        }
    }

    @Test(arguments: ["README.md", "docs/operating.md", "docs/providers.md", "docs/architecture.md", "CHANGELOG.md"])
    func `every command that a document names is there`(document: String) throws {
        let commands = Set(Self.commands(Postern.self)), groups = Set(commands.map { $0.split(separator: " ")[1] })
        for quote in Self.quoted(try Self.text(document)) where quote.hasPrefix("postern ") {
            let words = quote.split(separator: " ")
            guard words.count > 1, groups.contains(words[1]) || words[1].first?.isLowercase == true else { continue }
            let isThere = commands.contains { (quote + " ").hasPrefix($0 + " ") }
            #expect(isThere, "\(document): `\(quote)`")
        }
    }

    @Test func `every exit code is in docs/operating.md`() throws {
        let text = try Self.text("docs/operating.md")
        for code in [0, 1, 64, 65, 69, 78] { #expect(text.contains("\n| \(code) |")) }
        for status in [ExitStatus.failed, .badData, .unavailable, .configuration] {
            #expect(text.contains("\n| \(status.rawValue) |"))
        }
    }

    /// `postern run`, `postern accounts list`, …: what can be run.
    private static func commands(_ command: any ParsableCommand.Type) -> [String] {
        let inner = command.configuration.subcommands
        guard !inner.isEmpty else { return [command._commandName] }
        return inner.flatMap(commands).map { "\(command._commandName) \($0)" }
    }

    // MARK: - Files and functions

    private static let documents = [
        "README.md", "docs/flow.md", "docs/architecture.md", "docs/operating.md", "docs/protocols.md",
        "docs/providers.md", "gateways/README.md",
    ]

    /// Folders at the root: a quoted text that begins with one is a path.
    private static let folders = ["Sources/", "gateways/", "Tests/", "scripts/", "config/", "docs/", "Benchmarks/"]

    @Test(arguments: documents)
    func `every file that a document names is there`(document: String) throws {
        for quote in Self.quoted(try Self.text(document)) {
            guard Self.folders.contains(where: quote.hasPrefix), !quote.contains("*") else { continue }
            let path = quote.prefix { $0 != " " }
            let place = Self.root.appending(path: String(path)).path
            #expect(FileManager.default.fileExists(atPath: place), "\(document): `\(quote)`")
        }
    }

    @Test func `every function that docs/flow.md names is there`() throws {
        let files = try Self.declarations()
        #expect(files.count > 200)
        for quote in Self.quoted(try Self.text("docs/flow.md")) {
            let words = quote.split(separator: ".").map(String.init)
            guard words.count == 2, words[0].first?.isUppercase == true, words[1] != "swift",
                quote.allSatisfy({ $0.isLetter || $0 == "." })
            else { continue }
            #expect(files.contains { $0.types.contains(words[0]) && $0.members.contains(words[1]) }, "`\(quote)`")
        }
    }

    /// What one source file declares or extends.
    private struct Declarations {
        var types: Set<String> = []
        var members: Set<String> = ["init"]

        private static let typeWords: Set = ["struct", "class", "enum", "protocol", "extension"]
        private static let memberWords: Set = ["func", "var", "let", "case"]

        init(in source: String) {
            let words = source.utf8.split { !(0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0) }
            for (word, next) in zip(words, words.dropFirst()) where word.count < 10 {
                let word = String(decoding: word, as: UTF8.self)
                if Self.typeWords.contains(word) { types.insert(String(decoding: next, as: UTF8.self)) }
                if Self.memberWords.contains(word) { members.insert(String(decoding: next, as: UTF8.self)) }
            }
        }
    }

    private static func declarations() throws -> [Declarations] {
        try ["Sources", "gateways"].flatMap { folder in
            let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            return try (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
                .map { Declarations(in: try text("\(folder)/\($0)")) }
        }
    }
}
