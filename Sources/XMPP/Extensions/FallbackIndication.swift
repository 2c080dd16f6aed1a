// SPDX-License-Identifier: Apache-2.0

/// Fallback Indication (XEP-0428 version 0.2.0): parts of a body that are there only for clients that do not know what
/// the message is about.
///
///     <body>> Hello\nHi</body>
///     <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='8'/></fallback>
package enum FallbackIndication {
    package static let namespace = "urn:xmpp:fallback:0"
    /// What clients of version 0.1 of XEP-0461 still send.
    package static let earlierNamespace = "urn:xmpp:feature-fallback:0"

    /// What a gateway understands well enough to do without the fallback. Others stay: where the body falls back to the
    /// link of a file, a text message has no better way to say it.
    package static let understood: Set<String> = [
        MessageReplies.namespace, MessageReactions.namespace, MessageRetraction.namespace,
        MessageRetraction.earlierNamespace,
    ]

    /// The body of a message without what it holds for the sake of these specifications: maybe nothing. A fallback that
    /// does not say what it is for stays.
    ///
    /// - Parameter specifications: the namespaces that `for` may name.
    package static func stripped(
        _ body: String, in message: Stanza, for specifications: Set<String> = understood
    ) -> String {
        let indications = message.payload.filter { element in
            (element.is("fallback", namespace) || element.is("fallback", earlierNamespace))
                && element["for"].map { $0.utf8.count <= longestName && specifications.contains($0) } == true
        }
        guard !indications.isEmpty else { return body }
        let scalars = Array(body.unicodeScalars)
        // How many more ranges begin than end at each place: any number of them costs one way through the body.
        var change = Array(repeating: 0, count: scalars.count + 1)
        for range in indications.flatMap({ ranges(in: $0, length: scalars.count) }) {
            change[range.lowerBound] += 1
            change[range.upperBound] -= 1
        }
        var rest = String.UnicodeScalarView()
        var open = 0
        for (scalar, change) in zip(scalars, change) {
            open += change
            if open == 0 { rest.append(scalar) }
        }
        return String(rest)
    }

    /// Bytes of a namespace that is looked for; ours have 30.
    private static let longestName = 256

    /// The ranges of the body, in Unicode code points (XEP-0426), that one indication marks. One that marks nothing in
    /// particular marks all; one that makes no sense is ignored, for losing words is worse than showing a quotation.
    private static func ranges(in indication: Element, length: Int) -> [Range<Int>] {
        guard !indication.elements.isEmpty else { return [0..<length] }
        return indication.elements.filter { $0.name == XMLName("body", indication.name.namespace) }.compactMap {
            region in
            guard let start = position(region["start"], else: 0), let end = position(region["end"], else: length),
                start <= end
            else { return nil }
            return min(start, length)..<min(end, length)
        }
    }

    /// nil where there is something that is no position.
    private static func position(_ attribute: String?, else position: Int) -> Int? {
        guard let attribute else { return position }
        return Int(attribute).flatMap { $0 >= 0 ? $0 : nil }
    }
}
