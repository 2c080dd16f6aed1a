// SPDX-License-Identifier: Apache-2.0

/// One part of a mail, ready to be written: ASCII with CRLF at every line end, no line longer than 998 octets.
package struct EncodedPart: Sendable {
    /// The part's own fields (Content-Type and so on), each with its CRLF; the empty line is not among them.
    package let header: [UInt8]
    package let body: [UInt8]
    /// True where the body is base64 or quoted-printable, in which no boundary of ours can occur.
    let isBoundaryFree: Bool

    init(header: HeaderWriter, body: [UInt8], isBoundaryFree: Bool) {
        self.header = header.bytes
        self.body = body
        self.isBoundaryFree = isBoundaryFree
    }

    /// A text part in UTF-8.
    ///
    /// - Parameter text: With any line ends; control characters but the tabulator are left out.
    /// - Parameter parameters: Besides the charset.
    package static func text(_ text: String, _ type: MediaType = .plainText, _ parameters: [HeaderParameter] = [])
        -> EncodedPart
    {
        let bytes = CanonicalText.bytes(text)
        let encoding = BodyEncoding.fitting(bytes)
        var header = HeaderWriter()
        header.add(.contentType, type, [HeaderParameter(.charset, "utf-8")] + parameters)
        header.add(encoding)
        return EncodedPart(header: header, body: encoding.encode(bytes), isBoundaryFree: encoding != .sevenBit)
    }

    /// A text part that is wrapped and can be joined again (RFC 3676).
    package static func flowed(_ lines: [FlowedLine]) -> EncodedPart {
        text(FlowedWriter.encode(lines), .plainText, [HeaderParameter(.format, "flowed")])
    }

    /// A file. Its type is kept where it may be encoded, its name is written whatever it is.
    package static func attachment(name: String, type: MediaType, bytes: [UInt8]) -> EncodedPart {
        var header = HeaderWriter()
        let type = type.asFile
        let isUTF8 = type.text.hasPrefix("text/") && String(validating: bytes, as: UTF8.self) != nil
        header.add(.contentType, type, isUTF8 ? [HeaderParameter(.charset, "utf-8")] : [])
        header.add(.contentDisposition, "attachment", [HeaderParameter(.fileName, name)])
        header.add(.base64)
        return EncodedPart(header: header, body: BodyEncoding.base64.encode(bytes), isBoundaryFree: true)
    }

    /// Header fields or other lines of ours that must stand as they are: ASCII with CRLF.
    package static func lines(_ bytes: [UInt8], _ type: MediaType) -> EncodedPart {
        var header = HeaderWriter()
        header.add(.contentType, type)
        return EncodedPart(header: header, body: bytes, isBoundaryFree: false)
    }
}

/// Text in the form that is sent (RFC 2046 section 4.1.1).
enum CanonicalText {
    /// UTF-8 with CRLF line ends; CR, LF and CRLF all count as one. Other control characters are left out.
    static func bytes(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + text.utf8.count / 40)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0D: output += [0x0D, 0x0A]
            case 0x0A: if previous != 0x0D { output += [0x0D, 0x0A] }
            case 0x09, 0x20...0x7E, 0x80...: output.append(byte)
            default: break
            }
            previous = byte
        }
        if let last = output.last, last != 0x0A { output += [0x0D, 0x0A] }
        return output
    }
}
