// SPDX-License-Identifier: Apache-2.0

import CXML

/// libxml2's push parser: owns the C context and is the only place where it is called. What it finds goes to the
/// tree builder; nothing of libxml2 leaves this file and `XMLTreeBuilder.swift`.
final class PushContext {
    private let context: xmlParserCtxtPtr?
    /// Kept alive for the callbacks, which hold it unretained.
    private let builder: XMLTreeBuilder

    /// No network. Entities are not expanded (none can be declared either), and the size limits stay on: so neither
    /// `XML_PARSE_NOENT` nor `XML_PARSE_HUGE`. XMPP is UTF-8 whatever a declaration says (RFC 6120 section 11.6).
    private static let options =
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_IGNORE_ENC.rawValue

    /// libxml2 wants its global state set up once, before any thread uses it.
    private static let isInitialised: Bool = {
        xmlInitParser()
        return true
    }()

    init(_ builder: XMLTreeBuilder) {
        precondition(Self.isInitialised)
        self.builder = builder
        var handler = makeSAXHandler()
        let user = Unmanaged.passUnretained(builder).toOpaque()
        context = xmlCreatePushParserCtxt(&handler, user, nil, 0, nil)
        xmlCtxtUseOptions(context, Int32(Self.options))
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        builder.context = context
    }

    deinit {
        // A refused DTD whose entities came in the same piece has left them in a document, which is not the context's.
        if let document = context?.pointee.myDoc {
            context?.pointee.myDoc = nil
            xmlFreeDoc(document)
        }
        xmlFreeParserCtxt(context)
    }

    /// Parses the bytes; the builder has what they hold.
    func parse(_ bytes: UnsafeRawBufferPointer) {
        xmlParseChunk(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
        builder.checkLength(at: fedBytes)
    }

    /// nil while all is well. A context that could not even be made (no memory) has failed too.
    var failure: XMLStreamFailure? {
        guard let context, context.pointee.wellFormed != 0 else { return .notWellFormed }
        return nil
    }

    /// What the dictionary of names occupies.
    var nameBytes: Int { context.map { Int(xmlDictGetUsage($0.pointee.dict)) } ?? 0 }

    /// What was fed and is not parsed yet, such as the first half of a tag.
    var unparsed: [UInt8] {
        guard let input = context?.pointee.input, let current = input.pointee.cur else { return [] }
        return Array(UnsafeBufferPointer(start: current, count: unparsedBytes))
    }

    private var fedBytes: Int { builder.position + unparsedBytes }

    private var unparsedBytes: Int {
        guard let input = context?.pointee.input, let current = input.pointee.cur else { return 0 }
        return input.pointee.end - current
    }
}
