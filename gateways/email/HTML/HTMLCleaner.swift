// SPDX-License-Identifier: Apache-2.0

/// What libxml2 is given of a stranger's HTML: the same document with every tag written in one way, with the attributes
/// that the renderer looks at, each once. Comments, scripts and styles are gone. One pass; time is linear in the input,
/// which libxml2's own reading of a tag with very many attributes is not.
struct HTMLCleaner {
    /// More HTML than this is not looked at. The largest newsletters have 1 MiB, pictures in `data:` URLs apart.
    static let inputBytes = 4 << 20
    /// More than this does not come out: what a person reads of it is 60,000 bytes anyway.
    static let outputBytes = 1 << 20
    /// A longer value is no address that anyone follows, nor a style that hides anything: the attribute is dropped.
    static let valueBytes = 8 << 10
    private static let nameBytes = 32
    /// Of style sheets. More is not looked at: what hides a text stands in front.
    static let styleBytes = 256 << 10

    private static let attributes: Set<String> = [
        "alt", "border", "cite", "class", "height", "hidden", "href", "id", "name", "role", "src", "start", "style",
        "type", "value", "width",
    ]
    private static let skipped: Set<String> = ["script", "style", "title"]
    /// Said by the parser itself, once: libxml2 makes a paragraph of text that it meets without them.
    private static let frame: Set<String> = ["html", "head", "body"]

    private let input: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    /// What the page's style sheets say.
    private var styles: [UInt8] = []
    /// Patterns that do not occur any more from here on, so that nobody searches for them to the end again and again.
    private var missing: Set<[UInt8]> = []

    /// The cleaned bytes, in UTF-8, whether some were left out for their number, and the style sheets.
    static func clean(_ html: String) -> (bytes: [UInt8], isTruncated: Bool, styles: [UInt8]) {
        let all = html.utf8
        var cleaner = HTMLCleaner(input: Array(all.prefix(inputBytes)))
        cleaner.run()
        return (cleaner.output, all.count > inputBytes || cleaner.position < cleaner.input.count, cleaner.styles)
    }

    private init(input: [UInt8]) {
        self.input = input
        output.reserveCapacity(min(input.count, Self.outputBytes) + 16)
        output += Array("<html><body>".utf8)
    }

    private mutating func run() {
        while position < input.count, output.count < Self.outputBytes {
            switch input[position] {
            case UInt8(ascii: "<"): markup()
            case 0: position += 1
            case let byte:
                output.append(byte)
                position += 1
            }
        }
        if position < input.count || input.count == Self.inputBytes { dropUnfinishedCharacter() }
    }

    /// A limit may have cut a character in two.
    private mutating func dropUnfinishedCharacter() {
        while let last = output.last, last & 0b1100_0000 == 0b1000_0000 { output.removeLast() }
        if let last = output.last, last >= 0b1100_0000 { output.removeLast() }
    }

    private mutating func markup() {
        switch byte(at: position + 1) {
        case UInt8(ascii: "!")?, UInt8(ascii: "?")?: skipDeclaration()
        case UInt8(ascii: "/")? where byte(at: position + 2).map(isLetter) ?? false: endTag()
        case let next? where isLetter(next): startTag()
        default:
            output += Array("&lt;".utf8)
            position += 1
        }
    }

    /// A comment, a conditional one too, a document type, a processing instruction.
    private mutating func skipDeclaration() {
        let isComment = input[position...].starts(with: Array("<!--".utf8))
        if isComment, let end = index(after: "-->", from: position + 2) {
            position = end
        } else {
            position = index(after: ">", from: position) ?? input.count
        }
    }

    private mutating func endTag() {
        position += 2
        let name = tagName()
        position = index(after: ">", from: position) ?? input.count
        if let name, !Self.frame.contains(name) { output += Array("</\(name)>".utf8) }
    }

    private mutating func startTag() {
        position += 1
        guard let name = tagName() else {
            position = index(after: ">", from: position) ?? input.count
            return
        }
        if Self.skipped.contains(name) { return skipElement(name) }
        if Self.frame.contains(name) { return position = index(after: ">", from: position) ?? input.count }
        output += Array("<\(name)".utf8)
        let isClosed = copyAttributes()
        output += isClosed ? Array("/>".utf8) : [UInt8(ascii: ">")]
    }

    private mutating func skipElement(_ name: String) {
        let tagEnd = index(after: ">", from: position) ?? input.count
        let bodyEnd = index(after: "</" + name, from: tagEnd)
        if name == "style" { keepStyles(tag: position..<tagEnd, upTo: bodyEnd) }
        if name != "title", bodyEnd == nil {
            // A mail that was cut off, or a mistake: no style sheet has a tag in it, and hardly a script.
            position = index(after: "<", from: tagEnd).map { $0 - 1 } ?? input.count
        } else {
            position = bodyEnd.map { index(after: ">", from: $0) ?? input.count } ?? tagEnd
        }
    }

    /// Those for other media than a screen are not looked at.
    private mutating func keepStyles(tag: Range<Int>, upTo bodyEnd: Int?) {
        guard let bodyEnd, styles.count < Self.styleBytes else { return }
        let attributes = String(decoding: input[tag].prefix(Self.valueBytes), as: UTF8.self).lowercased()
        guard !attributes.holds("media") || attributes.holds("\"screen\"") || attributes.holds("\"all\"") else {
            return
        }
        styles += input[tag.upperBound..<(bodyEnd - "</style".utf8.count)].prefix(Self.styleBytes - styles.count)
        styles.append(UInt8(ascii: "\n"))
    }

    /// Reads up to behind the tag's end. Gives whether it ended in `/>`.
    private mutating func copyAttributes() -> Bool {
        var seen: Set<String> = []
        var isClosed = false
        while let byte = byte(at: position) {
            if byte == UInt8(ascii: ">") {
                position += 1
                return isClosed
            }
            isClosed = byte == UInt8(ascii: "/") || (isClosed && isBlank(byte))
            if isBlank(byte) || byte == UInt8(ascii: "/") {
                position += 1
            } else {
                copyAttribute(&seen)
            }
        }
        return isClosed
    }

    private mutating func copyAttribute(_ seen: inout Set<String>) {
        let name = attributeName()
        let value = attributeValue()
        guard let name, Self.attributes.contains(name), value.count <= Self.valueBytes, seen.insert(name).inserted
        else { return }
        output += Array(" \(name)=\"".utf8)
        for byte in value where byte != 0 {
            switch byte {
            case UInt8(ascii: "\""): output += Array("&quot;".utf8)
            case UInt8(ascii: "<"): output += Array("&lt;".utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func attributeName() -> String? {
        let start = position
        position += 1
        while let byte = byte(at: position), !isBlank(byte), byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/"),
            byte != UInt8(ascii: "=")
        {
            position += 1
        }
        guard position - start <= Self.nameBytes else { return nil }
        return String(decoding: input[start..<position].map(lowerCase), as: UTF8.self)
    }

    private mutating func attributeValue() -> ArraySlice<UInt8> {
        skipBlanks()
        guard byte(at: position) == UInt8(ascii: "=") else { return [] }
        position += 1
        skipBlanks()
        if let quote = byte(at: position), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let end = index(after: quote == UInt8(ascii: "'") ? "'" : "\"", from: position + 1)
        {
            defer { position = end }
            return input[(position + 1)..<(end - 1)]
        }
        let start = position
        while let byte = byte(at: position), !isBlank(byte), byte != UInt8(ascii: ">") { position += 1 }
        return input[start..<position]
    }

    /// nil for what is no name of HTML, or of Word's.
    private mutating func tagName() -> String? {
        let start = position
        while let byte = byte(at: position), !isBlank(byte), byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/") {
            position += 1
        }
        let name = input[start..<position].map(lowerCase)
        let isName = name.allSatisfy { isLetter($0) || (0x30...0x3A).contains($0) || $0 == UInt8(ascii: "-") }
        return isName && name.count <= Self.nameBytes ? String(decoding: name, as: UTF8.self) : nil
    }

    private mutating func skipBlanks() {
        while let byte = byte(at: position), isBlank(byte) { position += 1 }
    }

    /// The index behind the next occurrence of the pattern (lower case, found in upper case too), or nil.
    private mutating func index(after text: String, from start: Int) -> Int? {
        let pattern = Array(text.utf8)
        guard !missing.contains(pattern) else { return nil }
        var index = start
        while index + pattern.count <= input.count {
            if lowerCase(input[index]) == pattern[0],
                pattern.indices.allSatisfy({ lowerCase(input[index + $0]) == pattern[$0] })
            {
                return index + pattern.count
            }
            index += 1
        }
        missing.insert(pattern)
        return nil
    }

    private func byte(at index: Int) -> UInt8? { index < input.count ? input[index] : nil }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

private func lowerCase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
