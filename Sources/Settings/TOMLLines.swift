// SPDX-License-Identifier: Apache-2.0

/// On which line each key of a TOML text stands. It walks the text once and knows only as much of TOML as it takes to
/// find keys; the text has been parsed before, so it is well formed.
struct TOMLLines {
    /// The line of a key path, counted from 1, where it is first mentioned.
    private(set) var lines: [String: Int] = [:]
    /// The how-manieth path it is in the text.
    private(set) var order: [String: Int] = [:]

    private var scanner: TOMLScanner
    /// How many `[[…]]` headers of a path there have been.
    private var tables: [String: Int] = [:]

    init(_ text: String) {
        scanner = TOMLScanner(text)
        var table = ""
        while true {
            scanner.skipBlank(newlines: true)
            guard let byte = scanner.next else { break }
            if byte == UInt8(ascii: "[") {
                table = header()
            } else {
                pair(in: table)
            }
        }
    }

    /// The line of a path, or of what it stands in.
    func line(of path: String) -> Int {
        var path = Substring(path)
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            path = path[..<(path.lastIndex { $0 == "." || $0 == "[" } ?? path.startIndex)]
        }
        return 1
    }

    /// `[a.b]` or `[[a.b]]`; returns the path of the table that begins.
    private mutating func header() -> String {
        let line = scanner.line
        scanner.advance()
        let isArray = scanner.skip(UInt8(ascii: "["))
        let keys = scanner.keys()
        while scanner.skip(UInt8(ascii: "]")) {}
        var path = ""
        for (position, key) in keys.enumerated() {
            path = KeyPath.appending(key, to: path)
            note(path, line)
            if isArray, position == keys.count - 1 { tables[path, default: 0] += 1 }
            if let count = tables[path] {
                path = KeyPath.appending(count - 1, to: path)
                note(path, line)
            }
        }
        return path
    }

    /// `a.b = value`
    private mutating func pair(in table: String) {
        let line = scanner.line
        var path = table
        for key in scanner.keys() {
            path = KeyPath.appending(key, to: path)
            note(path, line)
        }
        // Not a pair: the text is no TOML after all. Go on with the next line.
        guard scanner.skip(UInt8(ascii: "=")) else { return scanner.skipLine() }
        scanner.skipBlank(newlines: false)
        value(at: path)
    }

    private mutating func value(at path: String) {
        switch scanner.next {
        case UInt8(ascii: "["): list(at: path)
        case UInt8(ascii: "{"): inlineTable(at: path)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = scanner.string()
        default: scanner.skipScalar()
        }
    }

    private mutating func list(at path: String) {
        scanner.advance()
        var index = 0
        while true {
            scanner.skipBlank(newlines: true)
            guard scanner.next != nil, !scanner.skip(UInt8(ascii: "]")) else { return }
            if scanner.skip(UInt8(ascii: ",")) { continue }
            let element = KeyPath.appending(index, to: path)
            note(element, scanner.line)
            value(at: element)
            index += 1
        }
    }

    private mutating func inlineTable(at path: String) {
        scanner.advance()
        while true {
            scanner.skipBlank(newlines: true)
            guard scanner.next != nil, !scanner.skip(UInt8(ascii: "}")) else { return }
            if scanner.skip(UInt8(ascii: ",")) { continue }
            pair(in: path)
        }
    }

    private mutating func note(_ path: String, _ line: Int) {
        guard lines[path] == nil else { return }
        lines[path] = line
        order[path] = order.count
    }
}
