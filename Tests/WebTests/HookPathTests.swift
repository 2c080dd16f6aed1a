// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Web

@Suite struct HookPathTests {
    static let paths: [(String, [String?]?)] = [
        ("/hooks/sms/in", ["sms", "in", nil]),
        ("/hooks/sms/status/A-b_9", ["sms", "status", "A-b_9"]),
        ("/hooks/my%20sms/in", ["my sms", "in", nil]),
        ("/hooks/sms/status/%41", ["sms", "status", "A"]),
        ("/hooks/sms/status/a.b", nil),
        ("/hooks/sms/status/%00", nil),
        ("/hooks/sms/status/%ff", nil),
        ("/hooks/%ff/status", nil),
        ("/hooks", nil),
        ("//hooks/sms/in", nil),
        ("http://gw/hooks/sms/in", nil),
        ("", nil),
    ]

    @Test("reads a hook's path, and nothing else", arguments: paths)
    func reads(path: String, expected: [String?]?) {
        let hook = HookPath(path[...])
        #expect(hook.map { [$0.gateway, $0.name, $0.reference] } == expected)
    }

    @Test("a reference is 1 to 40 characters", arguments: [(1, true), (40, true), (41, false)])
    func measures(length: Int, isRead: Bool) {
        #expect((HookPath("/hooks/sms/in/\(String(repeating: "a", count: length))") != nil) == isRead)
    }
}
