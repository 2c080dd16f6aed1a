// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import MIME

/// Every shape of the oracle, damaged in the same random ways in each run.
@Suite("Damaged mail")
struct HostileMailTests {
    private static let pieces = [
        "=?", "?=", "\r\n", "--b\r\n", "--", "<", ">", "@", "\"", ";", "*0*=", "''", "\u{0}", "(", "\u{1B}$B", "%", ":",
        "Content-Type: message/rfc822\r\n", "boundary=b", "Content-Transfer-Encoding: base64\r\n",
        "99999999999999999999",
    ].map { Array($0.utf8) }

    private func damaged(_ mail: [UInt8], _ dice: inout SplitMix) -> [UInt8] {
        var mail = mail
        for _ in 0...dice.roll(6) {
            let place = dice.roll(mail.count + 1)
            switch dice.roll(4) {
            case 0: if place < mail.count { mail[place] = UInt8(dice.roll(256)) }
            case 1: mail.insert(contentsOf: Self.pieces[dice.roll(Self.pieces.count)], at: place)
            case 2: mail.removeSubrange(place..<min(mail.count, place + dice.roll(20)))
            default: if dice.roll(4) == 0 { mail.removeSubrange(place...) }
            }
        }
        return mail
    }

    @Test("is read to the end, and nothing is read that is not there")
    func survives() throws {
        let shapes = try OracleRun.result.get()
        var dice = SplitMix(state: 42)
        for shape in shapes {
            for _ in 0..<4 {
                let raw = damaged(Array(shape.raw), &dice)
                let mail = ParsedMail.parse(raw)
                #expect(mail.root.rawBytes.count == raw.count, "\(shape.name)")
                let fields = mail.root.fields
                _ = (fields.subject, fields.from, fields.to, fields.date, fields.references, fields.list)
                for leaf in mail.leaves {
                    #expect(leaf.bytes.count <= raw.count, "\(shape.name)")
                    #expect(leaf.text.utf8.count <= raw.count * 4, "\(shape.name)")
                    #expect(leaf.fileName?.contains { $0.isNewline } != true, "\(shape.name)")
                }
            }
        }
    }
}
