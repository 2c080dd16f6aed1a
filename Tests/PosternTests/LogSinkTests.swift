// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Metrics
import Support
import Synchronization
import Testing

@testable import postern

/// The log lets nobody wait and ends nothing.
@Suite(.patience) struct LogSinkTests {
    private final class Tally: CounterHandler {
        private let sum = Atomic<Int64>(0)
        var count: Int64 { sum.load(ordering: .relaxed) }
        func increment(by amount: Int64) { sum.add(amount, ordering: .relaxed) }
        func reset() {}
    }

    /// A descriptor that the test can turn into another.
    private struct Place {
        let number: Int32
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

        init() {
            signal(SIGPIPE, SIG_IGN)
            number = open("/dev/null", O_WRONLY)
        }

        func turn(into path: String) {
            let other = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            dup2(other, number)
            close(other)
        }

        var lines: [String] {
            get throws { try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init) }
        }

        func remove() {
            close(number)
            unlink(path)
        }
    }

    private static func sink(_ number: Int32) -> LogSink {
        LogSink(FileDescriptor(number: number)) { "LOST \($0): \($1)" }
    }

    private static func counter(_ tally: Tally) -> Counter {
        Counter(label: "lost", dimensions: [], handler: tally, factory: NOOPMetricsHandler.instance)
    }

    @Test func `a file has each line at once`() throws {
        let place = Place()
        defer { place.remove() }
        place.turn(into: place.path)
        let sink = Self.sink(place.number)
        for index in 0..<100 {
            sink.write("line \(index)")
            #expect(try place.lines.last == "line \(index)")
        }
        #expect(try place.lines.count == 100)
    }

    @Test func `a full disk loses lines, counts them, and tells of them once`() throws {
        let place = Place()
        defer { place.remove() }
        let (sink, tally) = (Self.sink(place.number), Tally())
        place.turn(into: "/dev/full")
        for _ in 0..<3 { sink.write("lost") }
        sink.count(with: Self.counter(tally))
        #expect(tally.count == 3, "those before anybody counted, too")
        for _ in 0..<4 { sink.write("lost") }
        #expect(tally.count == 7)
        place.turn(into: place.path)
        for index in 0..<3 { sink.write("line \(index)") }
        #expect(try place.lines == ["LOST 7: No space left on device", "line 0", "line 1", "line 2"])
        place.turn(into: "/dev/full")
        sink.write("lost")
        place.turn(into: place.path)
        sink.write("line 3")
        #expect(try place.lines.suffix(2) == ["LOST 1: No space left on device", "line 3"])
        #expect(tally.count == 8)
    }

    @Test func `a reader that is gone, and descriptors that cannot be written`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        for number in [pipe.fileHandleForWriting.fileDescriptor, 9999] {
            let (sink, tally) = (Self.sink(number), Tally())
            sink.count(with: Self.counter(tally))
            for _ in 0..<10 { sink.write("lost") }
            sink.flush()
            #expect(tally.count >= 10)
        }
    }

    @Test(arguments: [false, true])
    func `a reader that stalls holds nobody up, and hears how much it missed`(isNonBlocking: Bool) async throws {
        let pipe = Pipe()
        let number = pipe.fileHandleForWriting.fileDescriptor
        if isNonBlocking { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }
        let (sink, tally) = (Self.sink(number), Tally())
        sink.count(with: Self.counter(tally))
        let filler = String(repeating: "x", count: 990)
        // Three times what waits: this returns although nobody reads.
        for index in 0..<3 * LogSink.mostWaiting / 1000 { sink.write("\(index) \(filler)") }
        let lost = tally.count
        #expect(lost > LogSink.mostWaiting / 1000)
        sink.flush(within: .milliseconds(20))
        async let read = OwnThread.read(pipe.fileHandleForReading) { $0.suffix(9).elementsEqual("the last\n".utf8) }
        // As soon as there is room again, lines are taken again.
        try await eventually("there is room") {
            let before = tally.count
            sink.write("again")
            return tally.count == before
        }
        sink.write("the last")
        let lines = String(decoding: await read, as: UTF8.self).split(separator: "\n")
        #expect(lines.last == "the last")
        let notices = lines.filter { $0.hasPrefix("LOST ") }
        #expect(notices.allSatisfy { $0.hasSuffix(": its reader is too slow") })
        let told = notices.compactMap { Int64($0.dropFirst(5).prefix { $0 != ":" }) }.reduce(0, +)
        #expect(told == tally.count && told >= lost)
        let numbers = lines.compactMap { $0.hasSuffix(filler) ? Int($0.prefix { $0 != " " }) : nil }
        #expect(numbers == numbers.sorted() && !numbers.isEmpty)
    }
}
