// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing
import XMPP

/// Stanzas as they are on the wire, so that a case reads like a page of its XEP. A case may be broken into lines: each
/// line's indentation and end are not part of it.
func stanza(_ xml: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Stanza {
    let header = "<stream:stream xmlns='\(Namespace.component)' xmlns:stream='\(Namespace.stream)'>"
    let lines = xml.split(separator: "\n").map { $0.drop { $0 == " " } }
    var events: [XMLStreamEvent] = []
    try XMLStreamParser().parse(ByteBuffer(string: header + lines.joined()), into: &events)
    guard events.count == 2, case .stanza(let element) = events[1] else {
        throw NoStanza(xml: xml)
    }
    return try #require(Stanza(element), "no stanza: \(xml)", sourceLocation: sourceLocation)
}

/// The first payload element of the stanza around `xml`.
func element(_ xml: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Element {
    let message = try stanza("<message>\(xml)</message>", sourceLocation: sourceLocation)
    return try #require(message.payload.first, "no element: \(xml)", sourceLocation: sourceLocation)
}

/// A message that holds this payload.
func message(_ payload: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Stanza {
    try stanza("<message type='chat' id='m2'>\(payload)</message>", sourceLocation: sourceLocation)
}

func wire(_ stanza: Stanza?) -> String? {
    stanza.map { stanza in
        var writer = XMLWriter()
        writer.write(stanza)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

func wire(_ element: Element?) -> String? {
    element.map { element in
        var writer = XMLWriter()
        writer.write(element)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

struct NoStanza: Error, CustomStringConvertible {
    let xml: String
    var description: String { "not one whole stanza: \(xml)" }
}

/// A request and what must come back; nil for nothing.
struct Exchange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let request: String
    let answer: String?

    init(_ description: String, _ request: String, _ answer: String?) {
        testDescription = description
        self.request = request
        self.answer = answer
    }

    func check(_ router: IQRouter, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let given = wire(await router.answer(try stanza(request)))
        let expected = try answer.map { wire(try stanza($0)) } ?? nil
        #expect(given == expected, sourceLocation: sourceLocation)
    }
}
