// SPDX-License-Identifier: Apache-2.0

/// What is looked at in a message that is complete.
enum MessageText {
    /// What makes it unfit, as in `DataDecoder` but for its dots: for a message that came by BDAT, whose octets were only
    /// counted. A line that is too long is told last.
    static func fault(in message: [UInt8]) -> LineFault? {
        var line = 0
        var isLong = false
        while line < message.count {
            guard let end = message[line...].firstIndex(where: { $0 == 0x0D || $0 == 0x0A }) else {
                return isLong || message.count - line > SessionLimits.textLine ? .tooLong : nil
            }
            if message[end] == 0x0A { return .bareLF }
            guard end + 1 < message.count, message[end + 1] == 0x0A else { return .bareCR }
            isLong = isLong || end + 2 - line > SessionLimits.textLine
            line = end + 2
        }
        return isLong ? .tooLong : nil
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
