// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

@Suite struct TOMLLinesTests {
    static let text = #"""
        # a comment with [brackets] and "quotes
        title = "one" # and a comment

        [owner]
        name.first = "Ada"
        "odd key.\u0041" = 1
        list = [
          "a", # [not] a = table
          [ 1, 2 ],
          { x = 1, y.z = [ true ] },
        ]
        long = """
        [fake]
        fake = 1 \""" still
        """
        literal = '''
        [fake2]'''
        after = 1979-05-27 07:32:00

        [[send]]
        url = "https://example.org/#[x]"
        [send.auth]
        kind = 'basic'
        [[send]]
        [[send.rule]]
        at = "/a"
        [[send.rule]]
        at = "/b"
        [ owner . deep ]
        last = -1.5e3
        """#

    @Test(
        "the line of a key is found",
        arguments: [
            ("title", 2), ("owner", 4), ("owner.name", 5), ("owner.name.first", 5), (#"owner."odd key.A""#, 6),
            ("owner.list", 7), ("owner.list[0]", 8), ("owner.list[1]", 9), ("owner.list[1][1]", 9),
            ("owner.list[2]", 10), ("owner.list[2].x", 10), ("owner.list[2].y.z[0]", 10), ("owner.long", 12),
            ("owner.literal", 16), ("owner.after", 18), ("send", 20), ("send[0]", 20), ("send[0].url", 21),
            ("send[0].auth", 22), ("send[0].auth.kind", 23), ("send[1]", 24), ("send[1].rule", 25),
            ("send[1].rule[0]", 25), ("send[1].rule[0].at", 26), ("send[1].rule[1]", 27),
            ("send[1].rule[1].at", 28), ("owner.deep", 29), ("owner.deep.last", 30),
        ])
    func line(path: String, line: Int) {
        #expect(TOMLLines(Self.text).lines[path] == line)
    }

    @Test func `what only looks like a key is none`() {
        let lines = TOMLLines(Self.text).lines
        #expect(lines.keys.filter { $0.contains("fake") || $0.contains("not") || $0.contains("brackets") } == [])
    }

    @Test func `a path that is not there has the line of what it would stand in`() {
        let lines = TOMLLines(Self.text)
        #expect(lines.line(of: "send[1].rule[1].nothing") == 27)
        #expect(lines.line(of: "nothing") == 1)
    }

    @Test(
        "a text that is no TOML is walked to its end",
        arguments: [
            "[", "[[", "a", "a =", "= 1", "\"", "'''", "a = [", "a = {", "a = [1", "a = {b", "a.", "]", "}", "a = \"\\",
            "\"a\\", "[a", "a = [,,{,}]", "\u{1}\u{2}", "a = [[[[[[", "{", "a b c\n=\n[[]]]]", "\r\r\r",
        ])
    func broken(text: String) {
        #expect(TOMLLines(text).lines.values.allSatisfy { $0 >= 1 })
    }
}
