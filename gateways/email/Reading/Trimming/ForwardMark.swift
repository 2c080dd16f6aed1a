// SPDX-License-Identifier: Apache-2.0

/// The lines that mail programs draw above a mail that is handed on, and above one that is answered.
enum ForwardMark {
    private static let forwarded = [
        "forwarded message", "forwarded by", "weitergeleitete nachricht", "weitergeleitete e-mail",
        "weitergeleiteten nachricht", "weitergeleitete mail", "message transféré", "message réexpédié",
        "mensaje reenviado", "messaggio inoltrato", "mensagem encaminhada", "doorgestuurd bericht",
        "vidarebefordrat meddelande", "videresendt", "пересылаемое сообщение",
    ]
    private static let originals = [
        "original message", "original appointment", "originalnachricht", "ursprüngliche nachricht",
        "ursprünglicher termin", "message d'origine", "message original", "mensaje original", "messaggio originale",
        "mensagem original", "oorspronkelijk bericht", "ursprungligt meddelande", "oprindelig meddelelse",
        "opprinnelig melding", "исходное сообщение",
    ]
    private static let subjects = ["fwd:", "fw:", "wg:", "tr:", "rv:", "enc:", "vb:", "i:"]

    /// Whether a subject says that the mail hands on another one.
    static func isForward(subject: String?) -> Bool {
        guard let subject = subject?.lowercased() else { return false }
        return subjects.contains { subject.hasPrefix($0) }
    }

    /// "---------- Forwarded message ---------", "Begin forwarded message:"
    static func isMark(_ line: String) -> Bool {
        guard isPlausible(line), isRuled(line) || line.utf8.last == UInt8(ascii: ":") else { return false }
        let text = line.lowercased()
        let isApple =
            text.hasPrefix("begin forwarded message") || text.hasPrefix("anfang der weitergeleiteten")
            || text.hasPrefix("début du message") || text.hasPrefix("inicio del mensaje")
            || text.hasPrefix("inizio messaggio")
        if isApple { return text.hasSuffix(":") }
        return isRuled(text) && forwarded.contains { text.holds($0) }
    }

    /// "-----Original Message-----"
    static func isOriginal(_ line: String) -> Bool {
        guard isPlausible(line), isRuled(line) else { return false }
        let text = line.lowercased().split(separator: "’", omittingEmptySubsequences: false).joined(separator: "'")
        return originals.contains { text.holds($0) }
    }

    private static func isPlausible(_ line: String) -> Bool { (10..<100).contains(line.utf8.count) }

    private static func isRuled(_ text: String) -> Bool {
        let bare = text.utf8.drop { " \t*".utf8.contains($0) }
        return ["--", "__", "=="].contains { bare.starts(with: $0.utf8) }
    }
}
