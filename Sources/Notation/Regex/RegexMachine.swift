// SPDX-License-Identifier: Apache-2.0

/// Runs a program over a text: a set of threads, one for each instruction at most, moves on by one byte at a time (Pike's
/// machine). Its time is at most the text's length times the program's.
struct RegexMachine {
    private struct Thread {
        let at: Int
        let captureStart: Int?
        let capture: Range<Int>?
    }

    private let instructions: [RegexProgram.Instruction]
    private let text: ArraySlice<UInt8>
    /// The position at which each instruction was last added: an instruction runs once at each.
    private var addedAt: [Int]
    private var pending: [Thread] = []

    init(program: RegexProgram, text: ArraySlice<UInt8>) {
        instructions = program.instructions
        self.text = text
        addedAt = Array(repeating: -1, count: program.instructions.count)
    }

    /// A match; `capture` is nil where nothing was captured.
    struct Found {
        let capture: Range<Int>?
        /// The position behind it.
        let end: Int
    }

    /// The leftmost, then preferred match; nil where there is none.
    mutating func run() -> Found? {
        var threads: [Thread] = []
        var next: [Thread] = []
        var found: Found?
        for position in text.startIndex...text.endIndex {
            if found == nil { add(Thread(at: 0, captureStart: nil, capture: nil), to: &threads, position) }
            next.removeAll(keepingCapacity: true)
            step: for thread in threads {
                switch instructions[thread.at] {
                case .match:
                    found = Found(capture: thread.capture, end: position)
                    break step
                case .byte(let set) where position < text.endIndex && set.contains(text[position]):
                    let after = Thread(at: thread.at + 1, captureStart: thread.captureStart, capture: thread.capture)
                    add(after, to: &next, position + 1)
                default: break
                }
            }
            swap(&threads, &next)
            if found != nil, threads.isEmpty { break }
        }
        return found
    }

    /// Adds a thread and all that it reaches without a byte, the preferred ones first.
    private mutating func add(_ thread: Thread, to threads: inout [Thread], _ position: Int) {
        pending.append(thread)
        while let thread = pending.popLast() {
            guard addedAt[thread.at] != position else { continue }
            addedAt[thread.at] = position
            follow(thread, to: &threads, position)
        }
    }

    private mutating func follow(_ thread: Thread, to threads: inout [Thread], _ position: Int) {
        func moved(_ at: Int, start: Int? = nil, capture: Range<Int>? = nil) -> Thread {
            Thread(at: at, captureStart: start ?? thread.captureStart, capture: capture ?? thread.capture)
        }
        switch instructions[thread.at] {
        case .byte, .match: threads.append(thread)
        case .jump(let target): pending.append(moved(target))
        case .split(let first, let second):
            pending.append(moved(second))
            pending.append(moved(first))
        case .captureStart: pending.append(moved(thread.at + 1, start: position))
        case .captureEnd:
            let start = thread.captureStart ?? position
            pending.append(moved(thread.at + 1, capture: start..<position))
        case .assertStart: if position == text.startIndex { pending.append(moved(thread.at + 1)) }
        case .assertEnd: if position == text.endIndex { pending.append(moved(thread.at + 1)) }
        }
    }
}
