// SPDX-License-Identifier: Apache-2.0

import Notation

/// Lines of text in the making: white space collapsed, at most one empty line, quotes and lists marked at each line's
/// beginning.
struct TextLayout {
    /// What stands between two lines: nothing is needed, a new line, or an empty one.
    enum Gap: Int, Comparable {
        case none, line, paragraph

        static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
    }

    /// What a person is shown of one mail, in bytes of UTF-8: one stanza's body may have 64 KiB.
    static let bytes = 60_000
    /// A line across.
    static let rule = "———"
    private static let quoteLevels = 8
    private static let indentation = 16

    private(set) var lines: [String] = []
    /// The limit is reached; what comes now is not taken.
    private(set) var isFull = false
    /// How many characters can be seen so far.
    private(set) var visibleCount = 0
    /// Within a cell of a table that carries data everything is one line.
    private(set) var isOneLine = false

    /// Cells that ended since the last text of this row.
    private var cellBorders = 0
    /// In bytes: of the lines, and of the runs that will be one.
    private var size = 0
    private var pendingSize = 0
    private var quoteLevel = 0
    private var lastQuoteLevel = 0
    private var markers: [String] = []
    /// Characters of all markers together.
    private var indent = 0
    private var pendingMarker: String?
    private var runs: [StyledRun] = []
    /// Of the letter that the runs end with: other elements may go on with its marks.
    private var marks = MarkRun()
    private var gap = Gap.none
    private var wantsSpace = false
    /// `&nbsp;` alone on a line is how editors write an empty one.
    private var hasHardSpace = false

    /// What the line ends with so far, where what comes next joins it without a blank; else empty.
    var lineEnd: String {
        guard !wantsSpace else { return "" }
        let ends = runs.suffix(4).map { String($0.text.suffix(Self.tail)) }
        return String(ends.joined(separator: "").suffix(Self.tail))
    }
    private static let tail = 24

    /// Text that flows.
    mutating func add(_ text: String, _ styles: TextStyles) {
        var piece: [UInt8] = []
        var joiner: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch ReadableScalar(scalar) {
            case .space:
                wantsSpace = true
                if scalar.value == 0xA0, runs.isEmpty { hasHardSpace = true }
            case .nothing: continue
            case .joiner: joiner = piece.isEmpty || wantsSpace ? nil : scalar
            case .visible(let scalar):
                if wantsSpace, !(runs.isEmpty && piece.isEmpty) {
                    piece.append(UInt8(ascii: " "))
                } else if let joiner, !wantsSpace {
                    piece.append(joiner)
                }
                (wantsSpace, joiner) = (false, nil)
                piece.append(scalar)
                visibleCount += 1
            }
        }
        if !piece.isEmpty { append(String(decoding: piece, as: UTF8.self), styles) }
    }

    /// Text with its own lines and spaces.
    mutating func addVerbatim(_ text: String, _ styles: TextStyles) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { endVerbatimLine() }
            let readable = ReadableScalar.keepingBlanks(line)
            visibleCount += readable.count { !$0.isWhitespace }
            if !readable.isEmpty { append(readable, styles) }
        }
    }

    /// The address of a link whose text has just been added.
    mutating func addAddress(_ address: String) {
        if runs.isEmpty, let last = lines.indices.last {
            lines[last] += " <\(address)>"
            size += address.utf8.count + 3
        } else {
            append(" <\(address)>", [])
        }
    }

    /// `<br>`; a second one makes an empty line.
    mutating func breakLine() {
        if isOneLine { return wantsSpace = true }
        if runs.isEmpty {
            gap = .paragraph
        } else {
            flush()
        }
    }

    /// What comes next stands apart from what was before.
    mutating func separate(_ wanted: Gap) {
        if isOneLine { return wantsSpace = true }
        flush()
        gap = max(gap, hasHardSpace ? .paragraph : wanted)
        (hasHardSpace, wantsSpace) = (false, false)
    }

    /// What comes next in the same line stands apart by a space.
    mutating func space() { wantsSpace = true }

    mutating func openQuote() {
        separate(.paragraph)
        quoteLevel += 1
    }

    mutating func closeQuote() {
        separate(.paragraph)
        quoteLevel -= 1
    }

    /// A list's item: the marker stands at its first line, the others are indented by its width.
    mutating func openItem(_ marker: String) {
        separate(.line)
        if let pendingMarker { emit(pendingMarker) }
        markers.append(marker)
        indent += marker.count
        pendingMarker = marker
    }

    mutating func closeItem() {
        separate(.line)
        if let marker = markers.popLast() { indent -= marker.count }
        pendingMarker = nil
    }

    /// A row of a table that carries data: one line.
    mutating func openRow() {
        separate(.line)
        cellBorders = 0
    }

    mutating func openCell(isFirst: Bool) {
        (isOneLine, wantsSpace) = (true, false)
        if !isFirst { cellBorders += 1 }
    }

    mutating func closeCell() { (isOneLine, wantsSpace) = (false, false) }

    /// A line across, between two texts only.
    mutating func rule() {
        separate(.paragraph)
        guard !lines.isEmpty else { return }
        emit(Self.rule)
        gap = .paragraph
    }

    /// A line as it is, such as a fence.
    mutating func line(_ text: String) {
        flush()
        emit(text)
    }

    mutating func finish() -> [String] {
        flush()
        return lines
    }

    private mutating func endVerbatimLine() {
        if runs.isEmpty {
            emit("")
        } else {
            flush()
        }
    }

    private mutating func append(_ text: String, _ styles: TextStyles) {
        let fitting = PlainText.prefix(of: text, bytes: max(0, Self.bytes - size - pendingSize))
        if fitting.utf8.count < text.utf8.count { isFull = true }
        if fitting.isEmpty { return }
        if cellBorders > 0 {
            let borders = String(repeating: " |", count: min(cellBorders, 32)) + " "
            runs.append(StyledRun(text: runs.isEmpty ? String(borders.dropFirst()) : borders, styles: []))
            cellBorders = 0
        }
        let taken = limited(fitting)
        pendingSize += taken.utf8.count
        if let last = runs.indices.last, runs[last].styles == styles {
            runs[last].text += taken
        } else {
            runs.append(StyledRun(text: taken, styles: styles))
        }
    }

    private mutating func limited(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0xCC }) else {
            marks = MarkRun()
            return text
        }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where marks.takes(scalar) { kept.append(scalar) }
        return String(kept)
    }

    private mutating func flush() {
        guard !runs.isEmpty else { return }
        let text = StyledRun.text(of: runs)
        (runs, pendingSize) = ([], 0)
        (hasHardSpace, wantsSpace) = (false, false)
        emit(text)
    }

    private mutating func emit(_ text: String) {
        if gap == .paragraph, !lines.isEmpty {
            keep(prefix(min(lastQuoteLevel, quoteLevel)).dropTrailingWhiteSpace())
        }
        let indent = indent - (pendingMarker?.count ?? 0)
        let lead = String(repeating: " ", count: min(indent, Self.indentation)) + (pendingMarker ?? "")
        keep((prefix(quoteLevel) + (text.isEmpty ? "" : lead + text)).dropTrailingWhiteSpace())
        (lastQuoteLevel, pendingMarker, gap) = (quoteLevel, nil, .line)
    }

    private mutating func keep(_ line: some StringProtocol) {
        lines.append(String(line))
        size += line.utf8.count + 1
    }

    private func prefix(_ level: Int) -> String { String(repeating: "> ", count: min(level, Self.quoteLevels)) }
}
