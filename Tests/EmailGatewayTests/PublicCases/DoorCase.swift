// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A mail from a public report, and what a person is to be told of it: `cases/public/NAME.eml` and `NAME.expect`.
struct DoorCase: Sendable, CustomTestStringConvertible {
    let name: String
    let mail: [UInt8]
    let expectations: [Expectation]

    var testDescription: String { name }

    /// One line of what is expected.
    enum Expectation: Sendable {
        case holds([String])
        case holdsNot([String])
        case subject(String)
        case contact(String)
        case nickname(String)
        case files([String])
        case stamp(String)
        case unknown(String)
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("cases/public")

    /// Those of some kinds, by name.
    static func all(of kinds: Set<String>) -> [DoorCase] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.sorted().compactMap { file in
            let name = String(file.dropLast(4))
            guard let kind = name.components(separatedBy: "--").first, kinds.contains(kind),
                let mail = try? Data(contentsOf: folder.appendingPathComponent(file)),
                let sheet = try? String(contentsOf: folder.appendingPathComponent(name + ".expect"), encoding: .utf8)
            else { return nil }
            return DoorCase(name: name, mail: Array(mail), expectations: expectations(in: sheet))
        }
    }

    private static func expectations(in sheet: String) -> [Expectation] {
        sheet.split(separator: "\n").compactMap { line in
            if ["kind:", "source:", "how:"].contains(where: { line.hasPrefix($0) }) { return nil }
            let text = line.hasPrefix("expect: ") ? String(line.dropFirst(8)) : String(line)
            return expectation(text, quoted(in: text))
        }
    }

    private static func expectation(_ text: String, _ words: [String]) -> Expectation {
        if text.hasPrefix("the chat message holds") { return .holds(words) }
        if text.hasPrefix("the chat message does not hold") { return .holdsNot(words) }
        if text.hasPrefix("files, in order:") { return .files(words) }
        guard let word = words.first else { return .unknown(text) }
        if text.hasPrefix("subject:") { return .subject(word) }
        if text.hasPrefix("contact's address:") { return .contact(word) }
        if text.hasPrefix("nickname:") { return .nickname(word) }
        return text.hasPrefix("delay stamp:") ? .stamp(word) : .unknown(text)
    }

    /// What stands between single or double quotes, behind the first colon or blank.
    private static func quoted(in text: String) -> [String] {
        var words: [String] = []
        var open: Character?
        var word = ""
        for character in text.drop(while: { $0 != " " }) {
            if let mark = open {
                if character == mark {
                    words.append(word)
                    (open, word) = (nil, "")
                } else {
                    word.append(character)
                }
            } else if character == "'" || character == "\"" {
                open = character
            }
        }
        return words
    }
}
