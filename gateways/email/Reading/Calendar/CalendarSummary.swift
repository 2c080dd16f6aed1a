// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// An invitation in a few lines.
struct CalendarSummary {
    private let event: CalendarEvent
    private let language: String?

    /// nil: the text is no calendar with an event.
    static func text(of calendar: String, method: String?, _ language: String?) -> String? {
        guard let event = CalendarEvent(calendar, method: method) else { return nil }
        return CalendarSummary(event: event, language: language).lines.joined(separator: "\n")
    }

    private var lines: [String] {
        let title = event.summary.isEmpty ? say("without a title", "ohne Titel") : event.summary
        return [
            "[\(kind)] \(title)",
            labelled("When", "Wann", when),
            labelled("Where", "Wo", event.location),
            labelled("Organiser", "Organisiert von", event.organiser),
        ].compactMap { $0 }
    }

    private var kind: String {
        switch event.method {
        case .invitation: return say("Invitation", "Einladung")
        case .cancellation: return say("Cancelled", "Abgesagt")
        case .counterProposal: return say("Another time proposed", "Anderer Termin vorgeschlagen")
        case .none: return say("Event", "Termin")
        case .answer(let answer):
            let words =
                switch answer {
                case "ACCEPTED": say("Accepted", "Zugesagt")
                case "DECLINED": say("Declined", "Abgelehnt")
                case "TENTATIVE": say("Perhaps", "Vielleicht")
                default: say("Answer", "Antwort")
                }
            return event.attendee.isEmpty
                ? words : say("\(words) by \(event.attendee)", "\(words) von \(event.attendee)")
        }
    }

    /// "Tue 3 June 2025, 14:00–15:30 (Europe/Berlin), weekly"
    private var when: String {
        guard let start = event.start else { return event.end.map { moment($0) } ?? "" }
        var text = moment(start)
        if start.clock == nil {
            if let last = event.end?.dayBefore, !last.isSameDay(as: start), event.end != start {
                text += " – " + moment(last)
            }
        } else if let end = event.end, end != start, let clock = end.clock {
            text += end.isSameDay(as: start) ? "–" + clock : " – " + moment(end)
        }
        if let zone = start.zone { text += " (\(zone))" }
        return text + repetition
    }

    private func moment(_ time: CalendarTime) -> String {
        let day = time.day(isGerman: Sentence.language(for: language) == "de")
        return time.clock.map { "\(day), \($0)" } ?? day
    }

    private var repetition: String {
        switch event.frequency {
        case nil: ""
        case "DAILY"?: say(", daily", ", täglich")
        case "WEEKLY"?: say(", weekly", ", wöchentlich")
        case "MONTHLY"?: say(", monthly", ", monatlich")
        case "YEARLY"?: say(", yearly", ", jährlich")
        default: say(", repeatedly", ", wiederholt")
        }
    }

    private func labelled(_ english: String, _ german: String, _ value: String) -> String? {
        value.isEmpty ? nil : "\(say(english, german)): \(value)"
    }

    private func say(_ english: String, _ german: String) -> String {
        Sentence(english, german: german).text(for: language)
    }
}
