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
///
/// There are thousands of inputs, and nearly all readers are so evidently in proportion that a glance at a quarter of the
/// size shows it (`glance`). The glance acquits and never condemns: whoever does not pass it is measured in full.
///
/// A reader may be asynchronous, but must not wait for anything: then it stays on its thread, whose time is taken.
package struct Doubling: Sendable, CustomStringConvertible {
    /// Of one doubling. Two are looked at as one, so that a table that grows once at either does not count.
    package static let allowed = 2.5
    /// Rounds until a reader counts as out of proportion, at the least. A good reader needs one or two.
    private static let fewestRounds = 3
    /// How much more the second doubling may add than the first, at a glance: twice, and what chance makes of that. With
    /// 2.3, a share that grows with the square is five hundredths of the smallest input's work at the most; and what adds
    /// less was disturbed at the first.
    private static let straight = 1.5...2.3
    /// Nanoseconds in which no growth can be told from chance.
    private static let grain = 300_000.0

    /// Nanoseconds of the processor for once, twice and four times the input: the least of all rounds.
    package private(set) var work = [Double](repeating: .infinity, count: 3)

    private var rounds = 0
    private var spent = 0.0

    /// Reads inputs of `size`, twice and four times that. The inputs are made beforehand and cost nothing.
    /// - Parameter patience: nanoseconds of the processor that are spent before a reader counts as out of proportion.
    package init<Input>(
        from size: Int, of make: (Int) -> Input, patience: Double = 2e9, _ read: (Input) async -> Void
    ) async {
        let inputs = [make(size), make(2 * size), make(4 * size)]
        while rounds < Self.fewestRounds || spent < patience {
            await measure(inputs, read)
            if isProportional { return }
        }
    }

    /// A round, and another one where that did not show a straight line.
    private init<Input>(glancingAt inputs: [Input], _ read: (Input) async -> Void) async {
        while rounds < 2, !isStraight { await measure(inputs, read) }
    }

    /// Whether a reader's work, from a quarter of `size` on, already grows in a straight line beyond doubt.
    ///
    /// What the second doubling adds is twice what the first added then. That is stricter than `allowed`: what each input
    /// costs whatever its size, which hides how the rest grows, is not in it. False is no verdict.
    package static func glance<Input>(from size: Int, of make: (Int) -> Input, _ read: (Input) async -> Void) async
        -> Bool
    {
        let small = size / 4
        return await Doubling(glancingAt: [make(small), make(2 * small), make(4 * small)], read).isStraight
    }

    private var isStraight: Bool {
        let (first, second) = (work[1] - work[0], work[2] - work[1])
        return rounds > 0 && work[2] > Self.grain && first > 0 && Self.straight.contains(second / first)
    }

    private mutating func measure<Input>(_ inputs: [Input], _ read: (Input) async -> Void) async {
        rounds += 1
        for (index, input) in inputs.enumerated() {
            let start = Self.processorTime
            await read(input)
            let time = Self.processorTime - start
            work[index] = min(work[index], time)
            spent += time
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
/// - Parameter size: bytes of the smallest text; four times that is the largest. nil: the usual ones, at a glance first;
///   whoever names a size wants no less.
package func expectProportional(
    _ what: String, frames: [String] = ["{}"], shapes: [Shape] = Shape.hard, from size: Int? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, _ read: (String) async -> Void
) async {
    await withTaskExecutorPreference(OneThread.next()) {
        await hold(what, frames, shapes, from: size, sourceLocation, read)
    }
}

private func hold(
    _ what: String, _ frames: [String], _ shapes: [Shape], from size: Int?, _ sourceLocation: SourceLocation,
    _ read: (String) async -> Void
) async {
    let usual = 4 << 10
    let mayGlance = size == nil && !Thoroughness.isAll
    for frame in frames {
        let sides = frame.split(separator: "{}", maxSplits: 1, omittingEmptySubsequences: false)
        for shape in shapes {
            let make = { String(sides[0]) + shape.text($0) + String(sides.count > 1 ? sides[1] : "") }
            if mayGlance, await Doubling.glance(from: usual, of: make, read) { continue }
            let doubling = await Doubling(from: size ?? usual, of: make, read)
            #expect(
                doubling.isProportional, "\(what), \(frame.debugDescription) of \(shape): \(doubling)",
                sourceLocation: sourceLocation)
        }
    }
}
