// SPDX-License-Identifier: Apache-2.0

// A leaf as text. It makes sense for text/* only, and does no harm elsewhere.
extension Entity {
    /// The text for reading: in its charset, lines end with "\n", flowed lines are joined where the type says that
    /// they flow (RFC 3676), and control characters other than tab and line end are gone.
    package var text: String {
        var text = rawText
        if contentType.essence == "text/plain", contentType.parameters["format"]?.lowercased() == "flowed" {
            text = FlowedText.joined(text, deletesSpace: contentType.parameters["delsp"]?.lowercased() == "yes")
        }
        return text.withoutControlCharacters
    }

    /// The text as it was written: in its charset, lines end with "\n", nothing else is changed.
    package var rawText: String {
        let body = decodedBody
        let name = charsetName(of: body)
        guard !CharsetName(name).isWide else {
            let text = Array(Charset.decode(body, named: name).utf8)
            return String(decoding: LineEnds.normalized(text[...]), as: UTF8.self)
        }
        return Charset.decode(LineEnds.normalized(body), named: name)
    }

    /// The type's charset. HTML often says it only inside itself, and is believed there where the type's cannot be right.
    private func charsetName(of body: ArraySlice<UInt8>) -> String? {
        let charset = contentType.charset
        if UTF16Text.isMarked(body) { return "utf-16" }
        guard contentType.essence == "text/html", let declared = HTMLCharset.declared(in: body) else { return charset }
        guard let charset else { return declared }
        // Looking through the whole page is for those few that name two.
        let isOther = CharsetName(declared) != CharsetName(charset) && CharsetName(declared).isForRawText
        return isOther && isWrong(charset, for: body) ? declared : charset
    }

    /// UTF-8, ASCII or no charset at all is named, and the body has octets that are not UTF-8.
    private func isWrong(_ charset: String, for body: ArraySlice<UInt8>) -> Bool {
        let isGuess = CharsetName(charset) == .western && !CharsetName.isWestern(charset)
        return (isGuess || CharsetName(charset) == .utf8) && !Charset.isUTF8(body)
    }
}
