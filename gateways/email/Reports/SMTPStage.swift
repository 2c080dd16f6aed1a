// SPDX-License-Identifier: Apache-2.0

/// The command that a server refused, which tells what it refused where its words do not.
enum SMTPStage: Equatable {
    case sender, recipient, data

    /// nil where the text names none. What stands last is what was answered.
    ///
    /// - Parameter transcript: of a few lines: `>>> RCPT TO:<…>`, `after RCPT TO`, `(in reply to end of DATA command)`.
    init?(in transcript: some StringProtocol) {
        let text = transcript.lowercased()
        let marks: [(stage: SMTPStage, words: [String])] = [
            (.data, ["end of data", "data block", "after data", "data command", "> data", "sending data"]),
            (.recipient, ["rcpt to", "rcpt command", "rcpt:"]),
            (.sender, ["mail from:", "mail from command", "after mail from", "to mail from"]),
        ]
        guard let found = marks.first(where: { $0.words.contains { text.holds($0) } }) else { return nil }
        self = found.stage
    }
}
