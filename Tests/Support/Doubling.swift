// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Testing

/// Holds a reader of what came from outside to the rule of the limits: twice the input, at most two and a half times the
/// work.
///
/// What counts as work is what the thread's processor spends on it. A counter in our own loops would be exact, and blind:
/// most faults of this kind were inside a call that looks like one step (`contains`, a string's hash, the last character
/// of a text, libxml2). The processor sees them all, and nobody can forget to count a new loop.
///
/// No speed is asserted, only how the work of one reader grows between inputs of once, twice and four times the size,
/// measured in turns on one thread. Waiting does not count, so a busy machine does not matter; a disturbance can only
/// add (a neighbour on the same core, a colder cache), so the least of all rounds counts, and a reader fails only when
/// no round brought it down in `patience`.
package struct Doubling: Sendable, CustomStringConvertible {
    /// Of one doubling. Two are looked at as one, so that a table that grows once at either does not count.
    package static let allowed = 2.5
    /// Until a reader counts as out of proportion: rounds, and nanoseconds of the processor spent on them. A good reader
    /// needs one round or two.
    private static let patience = (rounds: 5, work: 2e9)
    /// Nanoseconds in which no growth can be told from chance.
    private static let grain = 300_000.0

    /// Nanoseconds of the processor for once, twice and four times the input: the least of all rounds.
    package private(set) var work = [Double](repeating: .infinity, count: 3)

    /// Reads inputs of `size`, twice and four times that. The inputs are made beforehand and cost nothing.
    package init<Input>(from size: Int, of make: (Int) -> Input, _ read: (Input) -> Void) {
        let inputs = [make(size), make(2 * size), make(4 * size)]
        var (rounds, spent) = (0, 0.0)
        while rounds < Self.patience.rounds || spent < Self.patience.work {
            rounds += 1
            for (index, input) in inputs.enumerated() {
                let start = Self.processorTime
                read(input)
                let time = Self.processorTime - start
                work[index] = min(work[index], time)
                spent += time
            }
            if isProportional { return }
        }
    }

    package var isProportional: Bool {
        work[2] <= max(work[0], Self.grain) * Self.allowed * Self.allowed
    }

    package var description: String {
        let times = work.map { "\(Int($0 / 1000)) µs" }.joined(separator: ", ")
        return "once, twice and four times the input took \(times)"
    }

    /// Nanoseconds that this thread has had of the processor.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

/// Expects of a reader that its work grows in proportion where a text is put into each of the frames (`{}` is its place)
/// and grows in each of the shapes.
/// - Parameter size: bytes of the smallest text; four times that is the largest.
package func expectProportional(
    _ what: String, frames: [String] = ["{}"], shapes: [Shape] = Shape.hard, from size: Int = 4 << 10,
    sourceLocation: SourceLocation = #_sourceLocation, _ read: (String) -> Void
) async {
    await withTaskExecutorPreference(OneThread.shared) {
        hold(what, frames, shapes, from: size, sourceLocation, read)
    }
}

private func hold(
    _ what: String, _ frames: [String], _ shapes: [Shape], from size: Int, _ sourceLocation: SourceLocation,
    _ read: (String) -> Void
) {
    for frame in frames {
        let sides = frame.split(separator: "{}", maxSplits: 1, omittingEmptySubsequences: false)
        for shape in shapes {
            let doubling = Doubling(
                from: size, of: { String(sides[0]) + shape.text($0) + String(sides.count > 1 ? sides[1] : "") }, read)
            #expect(
                doubling.isProportional, "\(what), \(frame.debugDescription) of \(shape): \(doubling)",
                sourceLocation: sourceLocation)
        }
    }
}
