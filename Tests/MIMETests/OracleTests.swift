// SPDX-License-Identifier: Apache-2.0

import Testing

/// Python's `email` package reads the same mails, of over 600 shapes.
@Suite("The decoder beside Python's")
struct OracleTests {
    @Test("knows at least 350 shapes, each by a name of its own")
    func runs() throws {
        let shapes = try OracleRun.result.get()
        #expect(shapes.count >= 350)
        #expect(Set(shapes.map(\.name)).count == shapes.count)
    }

    @Test("reads what Python reads, but for the differences we want", arguments: OracleRun.shapes)
    func agrees(_ shape: OracleShape) {
        let ours = shape.ours
        let difference = Difference.of(shape)
        for (finding, python) in shape.oracle.sorted(by: { $0.key < $1.key }) {
            let wanted = difference?.ours[finding] ?? python
            let place = "\(shape.name), \(finding)"
            #expect((ours[finding] ?? "nothing") == wanted, "\(place); Python: \(python.debugDescription)")
        }
    }

    @Test("differs where it says so", arguments: Difference.all)
    func differs(_ difference: Difference) throws {
        _ = try OracleRun.result.get()
        let shape = try #require(
            OracleRun.shapes.first { $0.name == difference.shape }, "no shape is called \(difference.shape)")
        for (finding, ours) in difference.ours {
            #expect(shape.oracle[finding] != ours, "\(shape.name), \(finding): Python reads the same by now")
        }
        #expect(!difference.ours.isEmpty && difference.reason.hasSuffix("."))
        #expect(Difference.all.filter { $0.shape == difference.shape }.count == 1)
    }
}
