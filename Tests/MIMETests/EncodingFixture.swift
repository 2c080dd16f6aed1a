// SPDX-License-Identifier: Apache-2.0

import MIME

/// What somebody would write to get a line of their own into a header, one for each thing that some reader takes for a
/// line end.
let injections = [
    "x\r\nBcc: victim@example.net", "x\nBcc: victim@example.net", "x\rBcc: victim@example.net",
    "x\u{0}\r\n\r\nBcc: victim@example.net", "x\u{85}Bcc: victim@example.net", "x\u{2028}Bcc: victim@example.net",
    "x\u{2029}Bcc: victim@example.net", "x\u{0B}Bcc: victim@example.net", "x\u{0C}Bcc: victim@example.net",
    "ü\r\n Bcc: victim@example.net\r\n\r\n<script>", "\r\n\r\nx", "x\"\r\nBcc: victim@example.net",
]

/// One header, as lines without their ends; whatever is wrong with its form is told.
struct WrittenHeader {
    let bytes: [UInt8]

    init(_ write: (inout HeaderWriter) -> Void) {
        var writer = HeaderWriter()
        write(&writer)
        bytes = writer.bytes
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var lines: [String] {
        text.unicodeScalars.split(separator: "\r\n".unicodeScalars, omittingEmptySubsequences: false)
            .map { String(String.UnicodeScalarView($0)) }.dropLast()
    }

    var fields: HeaderFields { ParsedMail.parse(bytes + Array("\r\nbody\r\n".utf8)).root.fields }

    /// Lines that are too long, not ASCII, or have a control character; empty where all is well.
    func flaws(longest: Int = 78) -> [String] {
        let all = lines.filter { line in
            line.utf8.count > longest || line.utf8.contains { !(0x20...0x7E).contains($0) }
                || line.allSatisfy { $0 == " " }
        }
        return bytes.suffix(2) == [0x0D, 0x0A] ? all : all + ["no line end at the end"]
    }
}
