// SPDX-License-Identifier: Apache-2.0

/// What is looked at in a message that is complete.
enum MessageText {
    /// What makes it unfit, as in `DataDecoder`: for a message that came by BDAT, whose octets were only counted.
    static func fault(in message: [UInt8]) -> LineFault? {
        var line = 0
        while line < message.count {
            guard let end = message[line...].firstIndex(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
                return message.count - line > SessionLimits.textLine ? .tooLong : nil
            }
            switch message[end] {
            case 0: return .nul
            case 0x0A: return .bareLF
            default: break
            }
            guard end + 1 < message.count, message[end + 1] == 0x0A else { return .bareCR }
            if end + 2 - line > SessionLimits.textLine { return .tooLong }
            line = end + 2
        }
        return nil
    }

    /// How many `Received` fields stand in the header.
    static func hops(in message: [UInt8]) -> Int {
        var hops = 0
        var line = message[...]
        while let first = line.first, first != 0x0D, first != 0x0A {
            var scanner = ByteScanner(line)
            if first | 0x20 == UInt8(ascii: "r"), scanner.take(word: "RECEIVED") {
                scanner.takeBlanks()
                if scanner.take(":") { hops += 1 }
            }
            guard let end = line.firstIndex(of: 0x0A) else { break }
            line = line[(end + 1)...]
        }
        return hops
    }
}
