// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// An invitation in a few lines.
struct CalendarSummary {
    /// What, when and where.
    let text: String
    /// What its author wrote besides, which often is what the mail says.
    let description: [String]

    /// nil: the text is no calendar with an event.
    init?(_ text: CalendarText, method: String?, _ language: String?) {
        guard let calendar = CalendarObject(text, method: method) else { return nil }
        var blocks: [String] = []
        var description: [String] = []
        for event in calendar.events {
            let block = EventSummary(event: event, calendar: calendar, language: language).text
            if !blocks.contains(block) { blocks.append(block) }
            for lines in event.remarks where !description.ends(with: lines) {
                description += (description.isEmpty ? [] : [""]) + lines
            }
        }
        let more = calendar.count - calendar.events.count
        if more > 0 {
            blocks.append(Sentence("and \(more) more", german: "und \(more) weitere").text(for: language))
        }
        self.text = blocks.joined(separator: "\n\n")
        self.description = description
    }

    /// A calendar that is a text already.
    static func text(of calendar: String, method: String?, _ language: String?) -> String? {
        CalendarSummary(CalendarText(calendar), method: method, language)?.text
    }

    /// Whether words of the description are missing from a text: then it is told, too.
    func isNews(beside lines: [String]) -> Bool {
        let (own, known) = (Self.words(description), Self.words(lines))
        return own.subtracting(known).count * 10 > own.count * Self.few
    }

    /// Of ten words; programs put their own around the same text.
    private static let few = 2
    /// Distinct words that are looked at.
    private static let mostWords = 2000

    private static func words(_ lines: [String]) -> Set<String> {
        var words: Set<String> = []
        for line in lines {
            for word in line.lowercased().unicodeScalars.split(whereSeparator: { !isInWord($0) }) {
                guard words.count < mostWords else { return words }
                words.insert(String(word))
            }
        }
        return words
    }

    private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

extension [String] {
    fileprivate func ends(with lines: [String]) -> Bool { suffix(lines.count).elementsEqual(lines) }
}
