// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A mail of a public report and what is expected of it: `cases/public/KIND--NAME.eml` and `.expect`.
struct PublicCase: Sendable, CustomTestStringConvertible {
    enum Expectation: Sendable, Equatable {
        case holds([String])
        case lacks([String])
        case isExactly(String)
    }

    let name: String
    let mail: [UInt8]
    let expectations: [Expectation]

    var testDescription: String { name }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("cases/public")

    static func all(of kinds: [String]) -> [PublicCase] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
            .filter { name in kinds.contains { name.hasPrefix($0 + "--") } }
            .compactMap(read)
    }

    private static func read(_ name: String) -> PublicCase? {
        let place = folder.appendingPathComponent(name)
        guard let mail = try? Data(contentsOf: place.appendingPathExtension("eml")),
            let sheet = try? String(contentsOf: place.appendingPathExtension("expect"), encoding: .utf8)
        else { return nil }
        let found = sheet.split(separator: "\n").compactMap { expectation(String($0)) }
        return PublicCase(name: name, mail: Array(mail), expectations: found)
    }

    private static func expectation(_ line: String) -> Expectation? {
        let text = line.hasPrefix("expect: ") ? String(line.dropFirst(8)) : line
        if text.hasPrefix("the chat message holds ") { return .holds(literals(text)) }
        if text.hasPrefix("the chat message does not hold ") { return .lacks(literals(text)) }
        if text.hasPrefix("the text "), let first = literals(text).first { return .isExactly(first) }
        return nil
    }

    /// The texts in quotation marks, with `\n` for a line's end.
    private static func literals(_ line: String) -> [String] {
        var found: [String] = []
        var rest = line[...]
        while let open = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
            let mark = rest[open]
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: mark) else { break }
            found.append(String(rest[..<close]).replacing("\\n", with: "\n"))
            rest = rest[rest.index(after: close)...]
        }
        return found
    }
}
