// SPDX-License-Identifier: Apache-2.0

extension HTTPRequest {
    /// The header lines as libcurl wants them: `Name;` sends an empty value, `Name:` keeps libcurl from adding its own.
    var headerLines: [String] {
        var lines = headers.map { name, value in
            value.allSatisfy { $0 == " " || $0 == "\t" } ? name + ";" : name + ": " + value
        }
        // libcurl would call every body a form, and wait up to a second for leave to send a long one.
        for implied in ["Content-Type", "Expect"] where !hasHeader(implied) { lines.append(implied + ":") }
        return lines
    }

    private func hasHeader(_ name: String) -> Bool {
        headers.contains { $0.0.lowercased() == name.lowercased() }
    }
}

extension Duration {
    /// Rounded down, but at least 1: libcurl takes 0 for "no limit".
    var milliseconds: Int {
        let whole = Int(clamping: components.seconds).multipliedReportingOverflow(by: 1000)
        guard !whole.overflow else { return Int(Int32.max) }
        let total = whole.partialValue + Int(components.attoseconds / 1_000_000_000_000_000)
        return min(max(1, total), Int(Int32.max))
    }
}
