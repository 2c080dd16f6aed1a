// SPDX-License-Identifier: Apache-2.0

/// A pattern as instructions for `RegexMachine`; its size is linear in the pattern's.
struct RegexProgram: Hashable, Sendable {
    enum Instruction: Hashable, Sendable {
        case byte(ByteSet)
        /// Go on at both; the first is preferred.
        case split(Int, Int)
        case jump(Int)
        /// Remember where the capture begins or ends.
        case captureStart, captureEnd
        case assertStart, assertEnd
        case match
    }

    private(set) var instructions: [Instruction] = []

    init(compiling node: RegexNode) {
        emit(node)
        instructions.append(.match)
    }

    private mutating func emit(_ node: RegexNode) {
        switch node {
        case .empty: break
        case .byte(let set): instructions.append(.byte(set))
        case .sequence(let nodes): nodes.forEach { emit($0) }
        case .choice(let branches): emitChoice(branches[...])
        case .repetition(let node, let least, let isUnbounded): emitRepetition(node, least, isUnbounded)
        case .capture(let node):
            instructions.append(.captureStart)
            emit(node)
            instructions.append(.captureEnd)
        case .start: instructions.append(.assertStart)
        case .end: instructions.append(.assertEnd)
        }
    }

    private mutating func emitChoice(_ branches: ArraySlice<RegexNode>) {
        guard let first = branches.first else { return }
        guard branches.count > 1 else { return emit(first) }
        let split = reserve()
        emit(first)
        let jump = reserve()
        instructions[split] = .split(split + 1, instructions.count)
        emitChoice(branches.dropFirst())
        instructions[jump] = .jump(instructions.count)
    }

    private mutating func emitRepetition(_ node: RegexNode, _ least: Int, _ isUnbounded: Bool) {
        if least == 1 {
            let start = instructions.count
            emit(node)
            instructions.append(.split(start, instructions.count + 1))
        } else {
            let split = reserve()
            emit(node)
            if isUnbounded { instructions.append(.jump(split)) }
            instructions[split] = .split(split + 1, instructions.count)
        }
    }

    /// A place that is filled in once its target is known.
    private mutating func reserve() -> Int {
        instructions.append(.match)
        return instructions.count - 1
    }
}
