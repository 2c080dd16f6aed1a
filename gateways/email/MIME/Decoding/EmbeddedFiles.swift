// SPDX-License-Identifier: Apache-2.0

/// Files that stand in a text in uuencode, as mail had them before MIME and some programs still write them.
package struct EmbeddedFiles: Sendable {
    /// The text without them.
    package let text: String
    /// At least one.
    package let files: [File]

    package struct File: Sendable, Equatable {
        /// As the sender wrote it; a hostile one may hold a path.
        package let name: String
        package let bytes: [UInt8]
    }

    /// nil where the text, whose lines end with "\n", holds none that is whole. Linear in time.
    package init?(_ text: String) {
        let lines = Array(text.utf8).split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
        var kept: [ArraySlice<UInt8>] = []
        var files: [File] = []
        var index = 0
        while index < lines.count {
            if let name = Self.name(in: lines[index]), let end = Self.end(of: lines[(index + 1)...]),
                !name.isEmpty || Self.isWhole(lines[index + 1])
            {
                files.append(File(name: name, bytes: Self.decode(lines[(index + 1)..<end])))
                index = end + 1
            } else {
                kept.append(lines[index])
                index += 1
            }
        }
        guard !files.isEmpty else { return nil }
        self.text = String(decoding: Array(kept.joined(separator: [ASCII.lineFeed])), as: UTF8.self)
        self.files = files
    }

    /// Of `begin 644 NAME`, empty where the name is left out; nil for another line.
    private static func name(in line: ArraySlice<UInt8>) -> String? {
        let words = line.split(separator: ASCII.space, maxSplits: 2)
        guard words.count >= 2, words[0].elementsEqual("begin".utf8), (3...4).contains(words[1].count),
            words[1].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) })
        else { return nil }
        return words.count == 2 ? "" : String(decoding: ASCII.trimmed(words[2]), as: UTF8.self)
    }

    /// The index of the line `end`; nil where another one stands before it that is not encoded.
    private static func end(of lines: ArraySlice<ArraySlice<UInt8>>) -> Int? {
        for (index, line) in zip(lines.indices, lines) {
            if ASCII.trimmed(line).elementsEqual("end".utf8) { return index }
            guard isEncoded(line) else { return nil }
        }
        return nil
    }

    /// The first sign is the count of octets. Blanks at the end may be missing, and a checksum may stand there.
    private static func isEncoded(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return true }
        let octets = Int((first &- 0x20) & 0x3F)
        return line.allSatisfy { (0x20...0x60).contains($0) } && line.count - 1 <= (octets + 2) / 3 * 4 + 2
    }

    /// It has as many signs as its first one says, and says that there are some.
    private static func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        let octets = Int((first &- 0x20) & 0x3F)
        return octets > 0 && ASCII.trimmed(line).count - 1 == (octets + 2) / 3 * 4
    }

    private static func decode(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
        let most = UUEncoding.mostGrowth * lines.reduce(0) { $0 + $1.count }
        var bytes: [UInt8] = []
        for line in lines where bytes.count <= most { UUEncoding.decode(line: line, into: &bytes) }
        return bytes
    }
}
