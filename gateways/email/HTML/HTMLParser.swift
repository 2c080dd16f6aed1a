// SPDX-License-Identifier: Apache-2.0

import CXML

/// libxml2's HTML parser: the only file that calls it and that touches its memory. What it finds goes to the tree
/// builder as Swift values. It fetches nothing and expands nothing but HTML's own entities.
enum HTMLParser {
    /// Recover from everything, say nothing, no network, and UTF-8 whatever a `<meta>` says: it was decoded by the
    /// mail's own charset before.
    private static let options = Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)

    /// libxml2 wants its global state set up once, before any thread uses it.
    private static let isInitialised: Bool = {
        xmlInitParser()
        return true
    }()

    /// Never fails: whatever the text, there is some document in it.
    static func parse(_ html: String) -> HTMLDocument {
        precondition(isInitialised)
        let (bytes, isTruncated, styles) = HTMLCleaner.clean(html)
        let builder = HTMLTreeBuilder(sheet: HTMLStyleSheet(styles))
        if let context = htmlNewParserCtxt() {
            context.pointee.sax.pointee = makeHandler()
            context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
            withExtendedLifetime(builder) { read(bytes, with: context, stopping: builder) }
            if let document = context.pointee.myDoc { xmlFreeDoc(document) }
            context.pointee.myDoc = nil
            htmlFreeParserCtxt(context)
        }
        return builder.document(isTruncated: isTruncated)
    }

    private static func read(_ bytes: [UInt8], with context: htmlParserCtxtPtr, stopping builder: HTMLTreeBuilder) {
        builder.stop = { xmlStopParser(context) }
        bytes.withUnsafeBytes { raw in
            let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = htmlCtxtReadMemory(context, start, Int32(raw.count), nil, "UTF-8", options)
        }
        builder.stop = {}
    }

    /// What is not set is not heard of, and nothing keeps a document.
    private static func makeHandler() -> htmlSAXHandler {
        var handler = htmlSAXHandler()
        handler.startElement = { user, name, attributes in
            guard let name else { return }
            builder(user)?.start(String(cString: name), pairs(attributes))
        }
        handler.endElement = { user, _ in builder(user)?.end() }
        handler.characters = hearCharacters
        handler.ignorableWhitespace = hearCharacters
        return handler
    }
}

private func hearCharacters(_ user: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let bytes else { return }
    builder(user)?.text(String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self))
}

private func builder(_ user: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
    user.map { Unmanaged<HTMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
}

/// Names and values in turn, up to a nil; an attribute without a value has the value "".
private func pairs(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> [String: String] {
    var found: [String: String] = [:]
    guard var next = list else { return found }
    while let name = next.pointee {
        found[String(cString: name)] = next.advanced(by: 1).pointee.map { String(cString: $0) } ?? ""
        next = next.advanced(by: 2)
    }
    return found
}
