// SPDX-License-Identifier: Apache-2.0

import Notation

// A day as an invitation tells it.
extension CivilDate {
    /// "Tue 3 June 2025", "Di 3. Juni 2025"
    func text(isGerman: Bool) -> String {
        let (year, month, day) = parts
        let name = (isGerman ? Self.germanMonths : Self.months)[month - 1]
        return "\(Self.name(weekday: weekday, isGerman: isGerman)) \(day)\(isGerman ? "." : "") \(name) \(year)"
    }

    static func name(weekday: Int, isGerman: Bool) -> String { (isGerman ? germanWeekdays : weekdays)[weekday] }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let germanWeekdays = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]
}
