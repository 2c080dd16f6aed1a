// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

/// Whether the doubling tests would see a fault, and see none where there is none.
@Suite struct DoublingTests {
    struct Reader: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var frame = "{}"
        var shape = Shape.many("a")
        let read: @Sendable (String) -> Void

        /// Bytes of the smallest input.
        var size = 4 << 10

        init(
            _ description: String, _ frame: String = "{}", _ shape: Shape = .many("a"), from size: Int = 4 << 10,
            _ read: @escaping @Sendable (String) -> Void
        ) {
            (testDescription, self.frame, self.shape, self.size, self.read) = (description, frame, shape, size, read)
        }

        func text(_ bytes: Int) -> String { frame.replacing("{}", with: shape.text(bytes)) }
    }

    static let proportional = [
        Reader("one look at each octet") { text in _ = text.utf8.reduce(0) { $0 &+ Int($1) } },
        Reader("next to nothing") { _ = $0.utf8.first },
        Reader("the same whatever comes") { _ in _ = (0..<20_000).reduce(0, +) },
        Reader("a sort", "{}", .numbered("#,")) { _ = $0.split(separator: ",").sorted() },
        Reader("a square as far as a limit") { text in
            let bytes = Array(text.utf8.prefix(500))
            for byte in bytes { _ = bytes.count { $0 != byte } }
        },
    ]

    @Test("what is in proportion passes", arguments: proportional)
    func passes(_ reader: Reader) async {
        await expectProportional(
            reader.testDescription, frames: [reader.frame], shapes: [reader.shape], reader.read)
    }

    /// The faults as they were, and where they hide.
    static let excessive = [
        Reader("all octets for each octet", from: 1 << 10) { text in
            let bytes = Array(text.utf8)
            for byte in bytes where bytes.contains(byte &+ 1) { break }
        },
        Reader("a look through the link for each bracket at its end", "http://x{}", .many(")"), from: 1 << 10) { text in
            var link = text[...]
            while link.last == ")", !link.contains("(") { link.removeLast() }
        },
        Reader("a list that is asked whether it has each line", "{}", .numbered("https://a/#.jpg\n")) { text in
            var found: [Substring] = []
            for line in text.split(separator: "\n") where !found.contains(line) { found.append(line) }
        },
        Reader("a store for each octet and each range", "{}", .many("<body/>"), from: 1 << 10) { text in
            var isMarked = [Bool](repeating: false, count: text.utf8.count)
            for _ in 0..<text.utf8.count / 8 { for index in isMarked.indices { isMarked[index] = true } }
        },
        Reader("the library's hash of many marks", "{}", .many("\u{301}\u{316}")) { _ = $0.hashValue },
        Reader("the library's last character of many flags", "{}", .many("🇩")) { text in
            var rest = text[...]
            while rest.popLast() != nil {}
        },
        Reader("the power of one and a half") { text in
            let bytes = Array(text.utf8)
            let root = Int(Double(bytes.count).squareRoot())
            for byte in bytes { _ = bytes.prefix(root).count { $0 != byte } }
        },
        Reader("a square beside much that is none", from: 1 << 10) { text in
            let bytes = Array(text.utf8)
            for _ in 0..<100 { _ = bytes.count { $0 == 0x62 } }
            for byte in bytes { _ = bytes.prefix(bytes.count / 8).count { $0 != byte } }
        },
        Reader("a square behind a limit") { text in
            let bytes = Array(text.utf8.dropFirst(5_000))
            for byte in bytes { _ = bytes.prefix(bytes.count / 16).count { $0 != byte } }
        },
    ]

    @Test("what is out of proportion fails", arguments: excessive)
    func fails(_ reader: Reader) async {
        // A disturbed look may let a fault pass: what counts is that it is seen.
        #expect(await Self.isSeen { await !Doubling.glance(from: reader.size, of: reader.text, reader.read) })
        #expect(
            await Self.isSeen {
                await !Doubling(from: reader.size, of: reader.text, patience: 1e8, reader.read).isProportional
            })
    }

    private static func isSeen(_ look: () async -> Bool) async -> Bool {
        for _ in 0..<20 { if await look() { return true } }
        return false
    }

    @Test("what it says names the reader, the input and the times")
    func sentence() async {
        let doubling = await Doubling(from: 1_000, of: { Shape.many("a").text($0) }) { _ in }
        #expect(doubling.description.hasPrefix("once, twice and four times the input took "))
        #expect(doubling.isProportional)
    }
}
