// SPDX-License-Identifier: Apache-2.0

/// The body of a report: groups of header fields with empty lines between them (RFC 3464 section 2.1, RFC 8098 section
/// 3.1).
struct StatusFields {
    /// By name in lower case; where a field stands twice, the first counts.
    private var values: [String: String] = [:]

    /// Groups that are read: a mail has at most 100 recipients (RFC 5321 section 4.5.3.1.8), and a group of its own.
    static let mostGroups = 101
    /// Octets of a field's name; the longest that we know has 30.
    private static let longestName = 128

    subscript(name: String) -> String? { values[name] }

    /// Every group that holds a field, in order.
    static func groups(in text: String) -> [StatusFields] {
        var groups: [StatusFields] = []
        var current = StatusFields()
        var lastName: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) where groups.count < mostGroups {
            if line.allSatisfy(\.isWhitespace) {
                if !current.values.isEmpty { groups.append(current) }
                current = StatusFields()
                lastName = nil
            } else if line.first?.isWhitespace == true, let name = lastName {
                current.values[name]?.append(" " + trimmed(line))
            } else {
                lastName = current.add(line)
            }
        }
        if !current.values.isEmpty { groups.append(current) }
        return groups
    }

    /// The field's name where the line is a field that was not there yet.
    private mutating func add(_ line: Substring) -> String? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = Self.trimmed(line[..<colon]).lowercased()
        guard !name.isEmpty, name.utf8.count <= Self.longestName, values[name] == nil else { return nil }
        values[name] = Self.trimmed(line[line.index(after: colon)...])
        return name
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
