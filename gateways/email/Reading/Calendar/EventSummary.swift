// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// One event as a person reads it.
struct EventSummary {
    let event: CalendarEvent
    let calendar: CalendarObject
    let language: String?

    var text: String {
        let title = event.summary.isEmpty ? say("without a title", "ohne Titel") : event.summary
        return [
            "[\(kind)] \(title)",
            labelled("When", "Wann", when.isEmpty ? say("not given", "nicht angegeben") : when),
            labelled("Instead of", "Statt", before),
            labelled("Where", "Wo", event.location),
            labelled("Organiser", "Organisiert von", event.organiser),
        ].compactMap { $0 }.joined(separator: "\n")
    }

    private var kind: String {
        switch event.isCancelled ? .cancellation : calendar.method {
        case .invitation: return say("Invitation", "Einladung")
        case .cancellation: return say("Cancelled", "Abgesagt")
        case .counterProposal: return say("Another time proposed", "Anderer Termin vorgeschlagen")
        case .declinedProposal: return say("Proposed time declined", "Terminvorschlag abgelehnt")
        case .none: return say("Event", "Termin")
        case .answer:
            let words =
                switch event.participation {
                case "ACCEPTED": say("Accepted", "Zugesagt")
                case "DECLINED": say("Declined", "Abgelehnt")
                case "TENTATIVE": say("Perhaps", "Vielleicht")
                default: say("Answer", "Antwort")
                }
            return event.attendee.isEmpty
                ? words : say("\(words) by \(event.attendee)", "\(words) von \(event.attendee)")
        }
    }

    /// "Tue 3 June 2025, 14:00–15:30 (Europe/Berlin), weekly"; empty: nothing is said.
    private var when: String {
        guard let start = event.start else {
            let end = event.end.map { say("until ", "bis ") + complete($0) }
            return end ?? event.unreadTime
        }
        let zone = zone(of: start)
        var text = moment(start)
        if let end = event.end, end.minutes != nil || start.minutes != nil, end != start {
            let endZone = end.place == .anywhere ? zone : self.zone(of: end)
            if endZone != zone {
                text += zone + " – " + moment(end) + endZone
            } else {
                let isSameDay = end.day == start.day && end.clock != nil
                text += (isSameDay ? "–\(end.clock ?? "")" : " – " + moment(end)) + zone
            }
        } else {
            if let last = event.end?.dayBefore, last.day > start.day { text += " – " + moment(last) }
            text += zone
        }
        return text + repetition + scope
    }

    private func moment(_ time: CalendarTime) -> String {
        let day = time.day.text(isGerman: isGerman)
        return time.clock.map { "\(day), \($0)" } ?? day
    }

    private func complete(_ time: CalendarTime) -> String { moment(time) + zone(of: time) }

    /// With a blank and brackets; empty: none.
    private func zone(of time: CalendarTime) -> String {
        calendar.zones.name(of: time, language).map { " (\($0))" } ?? ""
    }

    /// When it was to be; empty: it was not moved, or nobody can tell.
    private var before: String {
        guard let original = event.original, let start = event.start else { return "" }
        let there = calendar.zones.moved(original, to: start)
        let here = calendar.zones.moved(start, to: original)
        if there.wallMinutes == start.wallMinutes || here.wallMinutes == original.wallMinutes { return "" }
        // By clocks of which we do not know how far they are apart, a few hours may be none.
        let isComparable = original.place == start.place || there.place != original.place || here.place != start.place
        let distance = abs(original.wallMinutes - start.wallMinutes)
        return isComparable || distance > Self.mostOffset ? complete(original) : ""
    }

    /// Minutes by which the clocks of two places differ at the most.
    private static let mostOffset = 26 * 60

    /// Of a series, how much is meant.
    private var scope: String {
        guard event.isOccurrence else { return "" }
        return event.includesLater
            ? say(", this and all later ones", ", dieser und alle späteren")
            : say(", only this one of the series", ", nur dieser aus der Serie")
    }

    // MARK: - Repetition

    private var repetition: String {
        guard let rule = event.recurrence else { return "" }
        return ", " + frequency(rule) + days(rule) + limit(rule)
    }

    private func frequency(_ rule: Recurrence) -> String {
        let number = rule.interval
        return switch (rule.frequency, number == 1) {
        case ("DAILY", true): say("daily", "täglich")
        case ("WEEKLY", true): say("weekly", "wöchentlich")
        case ("MONTHLY", true): say("monthly", "monatlich")
        case ("YEARLY", true): say("yearly", "jährlich")
        case ("DAILY", false): say("every \(number) days", "alle \(number) Tage")
        case ("WEEKLY", false): say("every \(number) weeks", "alle \(number) Wochen")
        case ("MONTHLY", false): say("every \(number) months", "alle \(number) Monate")
        case ("YEARLY", false): say("every \(number) years", "alle \(number) Jahre")
        default: say("repeatedly", "wiederholt")
        }
    }

    /// " on Mon, Wed", unless it is the day on which it begins.
    private func days(_ rule: Recurrence) -> String {
        guard ["DAILY", "WEEKLY"].contains(rule.frequency), !rule.weekdays.isEmpty,
            rule.weekdays != event.start.map({ [$0.day.weekday] })
        else { return "" }
        let names = rule.weekdays.map { CivilDate.name(weekday: $0, isGerman: isGerman) }.joined(separator: ", ")
        return say(" on \(names)", " am \(names)")
    }

    private func limit(_ rule: Recurrence) -> String {
        if let count = rule.count { return say(", \(count) times", ", \(count)-mal") }
        guard let until = rule.until else { return "" }
        let last = event.start.map { calendar.zones.moved(until, to: $0) } ?? until
        return say(" until ", " bis ") + last.day.text(isGerman: isGerman)
    }

    // MARK: - Words

    private var isGerman: Bool { Sentence.language(for: language) == "de" }

    private func labelled(_ english: String, _ german: String, _ value: String) -> String? {
        value.isEmpty ? nil : "\(say(english, german)): \(value)"
    }

    private func say(_ english: String, _ german: String) -> String {
        Sentence(english, german: german).text(for: language)
    }
}
