// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

@Suite struct TextTests {
    @Test(
        "durations are read",
        arguments: [("10s", 10), ("5m", 300), ("4h", 14_400), ("2d", 172_800), ("0d", 0), ("36500d", 3_153_600_000)])
    func duration(text: String, seconds: Int) throws {
        #expect(try DurationText.parse(text) == .seconds(seconds))
    }

    @Test(
        "what is no duration is refused",
        arguments: ["", "s", "10", "-1s", "+1s", "1.5h", "1h30m", "10 s", "10S", "٣s", "99999999999d", "36501d"])
    func noDuration(text: String) {
        #expect(throws: InvalidSetting.self) { try DurationText.parse(text) }
    }

    @Test("sizes are read", arguments: [("64KiB", 65_536), ("25MiB", 26_214_400), ("1GiB", 1 << 30), ("0KiB", 0)])
    func size(text: String, bytes: Int) throws {
        #expect(try SizeText.parse(text) == bytes)
    }

    @Test(
        "what is no size is refused",
        arguments: ["", "KiB", "64", "64KB", "64kib", "-1KiB", "1.5MiB", "9999999999999GiB", "1025GiB"])
    func noSize(text: String) {
        #expect(throws: InvalidSetting.self) { try SizeText.parse(text) }
    }

    @Test(
        "a distance counts each mistake once",
        arguments: [
            ("endpoint", "endpoint", 0), ("endpont", "endpoint", 1), ("endpoitn", "endpoint", 1), ("", "abc", 3),
            ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3),
        ])
    func distance(left: String, right: String, distance: Int) {
        #expect(Suggestion.distance(left, right) == distance)
    }

    @Test(
        "the nearest word is suggested, and none that is far",
        arguments: [
            ("endpont", "endpoint"), ("Domain", "domain"), ("domian", "domain"), ("secert", "secret"), ("zzz", nil),
            ("url", nil), ("", nil),
        ] as [(String, String?)])
    func nearest(word: String, suggestion: String?) {
        let known = ["domain", "endpoint", "secret", "submission"]
        #expect(Suggestion.nearest(to: word, among: known) == suggestion)
    }

    @Test(
        "paths are relative to a folder",
        arguments: [
            ("a.db", "/etc/postern", "/etc/postern/a.db"), ("/a.db", "/etc", "/a.db"), ("a", ".", "./a"),
            ("a", "/", "/a"), ("../a", "conf", "conf/../a"),
        ])
    func path(path: String, folder: String, resolved: String) {
        #expect(FilePath.resolve(path, in: folder) == resolved)
    }

    @Test("a file has a folder", arguments: [("/etc/p.toml", "/etc"), ("/p.toml", "/"), ("p.toml", "."), ("a/p", "a")])
    func folder(file: String, folder: String) {
        #expect(FilePath.folder(of: file) == folder)
    }
}
