// SPDX-License-Identifier: Apache-2.0

/// "Sent from my iPhone": the line with which a device or a program signs. It begins, or ends, as such lines do, and names
/// one; what a person sent from somewhere names none.
enum DeviceLine {
    private static let bytes = 160
    private static let mostWords = 14
    /// Where nothing sets the line apart from the text above it.
    private static let mostWordsWithin = 8
    /// More digits are a number of something, not a model's.
    private static let mostDigits = 3

    /// - Parameters:
    ///   - standsAlone: an empty line is above.
    ///   - isSignature: two dashes are above, so that it may be a sentence.
    static func isOne(_ line: String, standsAlone: Bool, isSignature: Bool = false) -> Bool {
        guard line.utf8.count < 1_000 else { return false }
        let own = withoutLinks(line)
        // Marks around the words, too, are no more than the words.
        guard own.utf8.count <= 2 * bytes else { return false }
        let text = own.lowercased().trimmingMarks()
        let words = text.split(separator: " ")
        guard text.utf8.count <= bytes, words.count <= (standsAlone ? mostWords : mostWordsWithin) else { return false }
        guard !text.split(whereSeparator: { !$0.isNumber }).contains(where: { $0.count > mostDigits }) else {
            return false
        }
        if !isSignature, let last = line.last, ".!?".contains(last), !standsAlone || words.count > mostWordsWithin {
            return false
        }
        let begins = MailWords.allSent.contains { text.hasPrefix($0) }
        let ends = MailWords.allSentEndings.contains { text.hasSuffix($0) || text.hasSuffix($0 + ".") }
        return (begins || ends) && namesDevice(text, words)
    }

    private static func namesDevice(_ text: String, _ words: [Substring]) -> Bool {
        if MailProducts.long.contains(where: { text.holds($0) }) { return true }
        let bare = words.map { String($0.filter { $0.isLetter || $0.isNumber || $0 == "-" }) }
        return bare.contains { MailProducts.short.contains($0) || MailWords.allDevices.contains($0) }
            || (words.count == 1 && MailWords.allDevices.contains { text.holds($0) })
    }

    private static func withoutLinks(_ line: String) -> String {
        var text = ""
        var rest = line[...]
        while let start = rest.place(of: "http") {
            text += rest[..<start.lowerBound]
            rest = rest[start.lowerBound...].drop { !$0.isWhitespace && $0 != ">" && $0 != ")" }
        }
        return text + rest
    }
}

extension StringProtocol {
    /// Without what stands around words: blanks, brackets, marks of styling, dashes.
    fileprivate func trimmingMarks() -> String {
        guard let first = firstIndex(where: { $0.isLetter || $0.isNumber }),
            let last = lastIndex(where: { $0.isLetter || $0.isNumber })
        else { return "" }
        return String(self[first...last])
    }
}
