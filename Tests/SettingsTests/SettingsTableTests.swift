// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

@Suite struct SettingsTableTests {
    @Test func `every type of value is read`() throws {
        let (root, report) = try load(
            """
            text = "a"
            number = 3
            fraction = 1.5
            answer = true
            time = "4h"
            size = "64KiB"
            words = ["x", "y"]
            day = 1979-05-27
            [inner]
            key = "value"
            [[many]]
            n = 1
            [[many]]
            n = 2
            """)
        #expect(root.string("text") == "a")
        #expect(root.int("number") == 3)
        #expect(root.double("fraction") == 1.5)
        #expect(root.double("number") == 3)
        #expect(root.bool("answer") == true)
        #expect(root.duration("time") == .seconds(4 * 3600))
        #expect(root.size("size") == 65_536)
        #expect(root.strings("words") == ["x", "y"])
        let day = try #require(root.node("day"))
        guard case .date("1979-05-27") = day.value else { throw Wrong("date is \(day.value)") }
        let inner = try #require(root.table("inner"))
        #expect(inner.requiredString("key", example: "value") == "value")
        #expect(root.tables("many").map { $0.int("n") } == [1, 2])
        #expect(root.keys.last == "many")
        root.finish()
        inner.finish()
        #expect(report.isEmpty, "\(report.problems)")
    }

    @Test func `absent keys are nil and no problem`() throws {
        let (root, report) = try load("")
        #expect(root.string("a") == nil)
        #expect(root.table("b") == nil)
        #expect(root.tables("c").isEmpty)
        #expect(root.int("d", default: 7) == 7)
        #expect(root.value("e", .duration, default: .seconds(1)) == .seconds(1))
        #expect(report.isEmpty, "\(report.problems)")
    }

    /// What is read, and what the operator is told.
    static let problems: [(text: String, read: @Sendable (SettingsTable) -> Void, told: String)] = [
        ("\nkey = 1", { _ = $0.string("key") }, "f.toml:2: key: expected a string, found a number"),
        ("key = \"1\"", { _ = $0.int("key") }, "f.toml:1: key: expected a whole number, found a string"),
        ("key = 1.5", { _ = $0.int("key") }, "f.toml:1: key: expected a whole number, found a number with a fraction"),
        ("key = []", { _ = $0.bool("key") }, "f.toml:1: key: expected true or false, found a list"),
        ("key = true", { _ = $0.double("key") }, "f.toml:1: key: expected a number, found true or false"),
        ("key = 1979-05-27", { _ = $0.table("key") }, "f.toml:1: key: expected a table, found a date"),
        ("[key]", { _ = $0.strings("key") }, "f.toml:1: key: expected a list, found a table"),
        (
            "key = [\n\"a\",\n2]", { _ = $0.strings("key") }, "f.toml:3: key[1]: expected a string, found a number"
        ),
        (
            "key = 1", { _ = $0.tables("key") },
            "f.toml:1: key: expected a list of tables, found a number; write [[key]]"
        ),
        (
            "key = \"10 s\"", { _ = $0.duration("key") },
            "f.toml:1: key: \"10 s\" is no duration; write for example \"10s\", \"5m\", \"4h\" or \"2d\""
        ),
        (
            "key = \"64KB\"", { _ = $0.size("key") },
            "f.toml:1: key: \"64KB\" is no size; write for example \"64KiB\" or \"25MiB\""
        ),
        (
            "[a]\n[a.b]", { $0.table("a")?.table("b")?.requireDomain() },
            "f.toml:2: a.b.domain: is missing; write for example domain = \"sms.example.org\""
        ),
        (
            "key = \"  \"", { _ = $0.requiredString("key", example: "x") },
            "f.toml:1: key: is empty; write a value or leave the key out"
        ),
        (
            "key = 9", { _ = $0.value("key", .int(in: 1...5)) },
            "f.toml:1: key: is out of range; write a number from 1 to 5"
        ),
        (
            "key = \"of\"", { _ = $0.value("key", .word(Link.self)) },
            "f.toml:1: key: \"of\" is not known; write \"off\" or \"direct\"; did you mean \"off\"?"
        ),
        ("endpont = 1", { _ = $0.string("endpoint") }, "unknown key \"endpont\"; did you mean \"endpoint\"?"),
        ("whatever = 1", { _ = $0.string("endpoint") }, "f.toml:1: whatever: unknown key \"whatever\""),
        ("\"a b\" = 1", { _ in }, "f.toml:1: \"a b\": unknown key \"a b\""),
    ]

    @Test("a problem names its place and what to write", arguments: problems.indices)
    func problem(index: Int) throws {
        let (text, read, told) = Self.problems[index]
        let (root, report) = try load(text)
        read(root)
        root.finish()
        #expect(report.problems.count == 1, "\(report.problems)")
        #expect(report.problems.first?.description.hasSuffix(told) == true, "\(report.problems)")
    }

    @Test func `every wrong element of a list is told of`() throws {
        let (root, report) = try load("key = [1, \"a\", 2]")
        #expect(root.strings("key") == nil)
        #expect(report.problems.map(\.path) == ["key[0]", "key[2]"])
    }

    @Test(
        "a syntax error has its line",
        arguments: [("a = 1\nb = \n", 2), ("a = 1\na = 2", 2), ("[a]\n\n[a]", 3), ("a = \"x", 1), ("a\u{0}b", 1)])
    func syntax(text: String, line: Int) {
        let report = SettingsReport()
        #expect(SettingsTable(file: "f.toml", text: text, report: report) == nil)
        #expect(report.problems.count == 1)
        #expect(report.problems.first?.line == line, "\(report.problems)")
    }

    @Test func `problems come in the order of the file, each once`() throws {
        let (root, report) = try load("a = 1\nb = 2\n")
        _ = root.string("b")
        _ = root.string("a")
        _ = root.string("a")
        #expect(report.problems.map(\.path) == ["a", "b"])
    }

    private func load(_ text: String) throws -> (SettingsTable, SettingsReport) {
        let report = SettingsReport()
        let table = SettingsTable(file: "f.toml", text: text, report: report)
        return (try #require(table, "\(report.problems)"), report)
    }
}

private enum Link: String, CaseIterable { case off, direct }

private struct Wrong: Error {
    let what: String
    init(_ what: String) { self.what = what }
}

extension SettingsTable {
    fileprivate func requireDomain() { _ = requiredString("domain", example: "sms.example.org") }
}
