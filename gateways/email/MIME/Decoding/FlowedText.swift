// SPDX-License-Identifier: Apache-2.0

/// Undoes format=flowed (RFC 3676 section 4): lines that end with a blank go on in the next.
struct FlowedText {
    private var output: [UInt8] = []
    /// The quote depth of the line that goes on; nil where the last line is complete.
    private var openDepth: Int?
    private let deletesSpace: Bool

    /// `text` has lines ending with "\n"; quoted lines come out with "> " before them, once a level.
    /// `deletesSpace`: the type says `delsp=yes`, for languages without blanks.
    static func joined(_ text: String, deletesSpace: Bool) -> String {
        var flowed = FlowedText(deletesSpace: deletesSpace)
        let bytes = Array(text.utf8)
        flowed.output.reserveCapacity(bytes.count)
        for (number, line) in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).enumerated() {
            flowed.add(line, isFirst: number == 0)
        }
        return String(decoding: flowed.output, as: UTF8.self)
    }

    private init(deletesSpace: Bool) {
        self.deletesSpace = deletesSpace
    }

    private mutating func add(_ line: ArraySlice<UInt8>, isFirst: Bool) {
        let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
        var content = line.dropFirst(depth)
        // Section 4.4: one blank was stuffed in.
        if content.first == ASCII.space { content = content.dropFirst() }
        let isSignature = content.elementsEqual("-- ".utf8)
        if openDepth != depth || isSignature { startLine(depth: depth, isFirst: isFirst) }
        let goesOn = content.last == ASCII.space && !isSignature
        output += goesOn && deletesSpace ? content.dropLast() : content
        openDepth = goesOn ? depth : nil
    }

    private mutating func startLine(depth: Int, isFirst: Bool) {
        if !isFirst {
            // A line that was to go on, and could not.
            if openDepth != nil, output.last == ASCII.space { output.removeLast() }
            output.append(ASCII.lineFeed)
        }
        for _ in 0..<depth { output += "> ".utf8 }
    }
}
