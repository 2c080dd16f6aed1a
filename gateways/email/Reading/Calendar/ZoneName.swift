// SPDX-License-Identifier: Apache-2.0

/// What a person calls the zone that a program names.
enum ZoneName {
    case known(String)
    /// Minutes east of Greenwich.
    case offset(Int)
    /// In words of a program, or of a language.
    case words(String)
    /// Words that name no place at all.
    case nothing

    private static let longest = 100

    init(_ text: String) {
        let bare = text.filter { $0 != "\\" }.trimmingBlanks()
        let quoted = bare.utf8.first == UInt8(ascii: "'") && bare.utf8.last == UInt8(ascii: "'")
        let name = PlainText.prefix(
            of: PlainText.oneLine(quoted ? String(bare.dropFirst().dropLast()) : bare), bytes: Self.longest)
        if let place = Self.place(in: name) {
            self = Self.world(place).map { .offset($0) } ?? .known(place)
        } else if let offset = Self.offset(in: name) {
            self = .offset(offset)
        } else if let place = Self.windowsPlace(name) {
            self = Self.world(place).map { .offset($0) } ?? .known(place)
        } else {
            self = Self.saysNothing(name) ? .nothing : .words(Self.withoutScheme(name))
        }
    }

    /// The areas of the tz database, behind which the place stands. Programs put paths in front:
    /// `/softwarestudio.org/Olson_20011030_5/Europe/Berlin`.
    private static let areas: Set<Substring> = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile",
        "Etc",
        "Europe", "Indian", "Mexico", "Pacific", "US",
    ]

    private static func place(in name: String) -> String? {
        let parts = name.split(separator: "/")
        guard let area = parts.firstIndex(where: areas.contains), area < parts.count - 1 else { return nil }
        return parts[area...].joined(separator: "/")
    }

    /// `Etc/GMT-1` is an hour east, as POSIX has it; `Etc/UTC` is Greenwich.
    private static func world(_ place: String) -> Int? {
        guard place.hasPrefix("Etc/") else { return nil }
        let name = place.dropFirst(4)
        if utc.contains(name.lowercased()) { return 0 }
        guard name.hasPrefix("GMT"), let west = Int(name.dropFirst(3)), abs(west) <= 14 else { return nil }
        return -west * 60
    }

    private static let utc: Set<String> = [
        "utc", "gmt", "z", "zulu", "uct", "universal", "greenwich", "gmt+0", "gmt-0", "gmt0",
        "coordinated universal time",
        "tzone://microsoft/utc", "utc+0", "utc-0",
    ]

    /// `UTC`, `GMT+0100`, `UTC-05:00`, `+02:00`.
    private static func offset(in name: String) -> Int? {
        let text = name.lowercased()
        if utc.contains(text) { return 0 }
        let digits = text.hasPrefix("utc") || text.hasPrefix("gmt") ? text.dropFirst(3) : text[...]
        let number = digits.trimmingBlanks()
        if let offset = CalendarTime.offset(number) { return offset }
        // An hour of one figure.
        guard number.utf8.count == 2 || number.utf8.dropFirst(2).first == UInt8(ascii: ":"), let sign = number.first
        else { return nil }
        return CalendarTime.offset("\(sign)0\(number.dropFirst())")
    }

    private static func windowsPlace(_ name: String) -> String? {
        WindowsZones.names[name.lowercased()] ?? WindowsZones.names[withoutNumber(name).lowercased()]
    }

    /// Exchange counts zones of the same name.
    private static func withoutNumber(_ name: String) -> Substring {
        var name = name[...]
        while let last = name.utf8.last, (0x30...0x39).contains(last) || last == 0x20 || last == UInt8(ascii: "-") {
            name = name.dropLast()
        }
        return name
    }

    private static func withoutScheme(_ name: String) -> String {
        let path = name.lowercased().hasPrefix("tzone://") ? String(name.dropFirst(8)) : name
        return path.replacing("(", with: "").replacing(")", with: "")
    }

    /// What programs write who have rules and no name for them, or a number.
    private static func saysNothing(_ name: String) -> Bool {
        let text = name.lowercased()
        let hasLetters = text.unicodeScalars.contains { $0.properties.isAlphabetic }
        return !hasLetters || text.hasPrefix("customized time zone") || text.hasSuffix("/custom") || text == "custom"
            || text == "local" || text == "floating"
    }
}
