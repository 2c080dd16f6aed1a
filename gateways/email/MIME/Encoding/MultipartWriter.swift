// SPDX-License-Identifier: Apache-2.0

/// The kinds of multipart that we write.
package enum MultipartKind: Sendable {
    /// The same in several forms, the plainest first (RFC 2046 section 5.1.4).
    case alternative
    case mixed
    /// A delivery report (RFC 6522).
    case deliveryReport

    fileprivate var type: StaticString {
        switch self {
        case .alternative: "multipart/alternative"
        case .mixed: "multipart/mixed"
        case .deliveryReport: "multipart/report"
        }
    }

    fileprivate var parameters: [HeaderParameter] {
        self == .deliveryReport ? [HeaderParameter(.reportType, "delivery-status")] : []
    }
}

/// Joins parts into one (RFC 2046 section 5.1). The boundary is the same each time the same parts are joined, and cannot
/// occur within them: it holds `=_`, which neither base64 nor quoted-printable can (RFC 2045 section 6.7), and what is
/// encoded in neither way is searched for it.
package enum MultipartWriter {
    package static func join(_ kind: MultipartKind, _ parts: [EncodedPart]) -> EncodedPart {
        let boundary = boundary(for: parts)
        var header = HeaderWriter()
        header.add(.contentType, kind.type, kind.parameters + [HeaderParameter(.boundary, boundary)])
        var body: [UInt8] = []
        body.reserveCapacity(parts.reduce(100) { $0 + $1.header.count + $1.body.count + 100 })
        for part in parts {
            body += Array("--\(boundary)\r\n".utf8)
            body += part.header
            body += [0x0D, 0x0A]
            body += part.body
            // This line end belongs to the delimiter, not to the part.
            body += [0x0D, 0x0A]
        }
        body += Array("--\(boundary)--\r\n".utf8)
        return EncodedPart(header: header, body: body, isBoundaryFree: false)
    }

    /// The first of our boundaries that no part has in it. Each ends in a mark of its own, so that none begins another.
    private static func boundary(for parts: [EncodedPart]) -> String {
        let taken = numbers(in: parts)
        var number = 1
        while taken.contains(number) { number += 1 }
        return "\(String(decoding: mark, as: UTF8.self))\(number)=_"
    }

    private static let mark = Array("=_part_".utf8)

    /// The numbers of all our boundaries that occur in the parts, in one pass.
    private static func numbers(in parts: [EncodedPart]) -> Set<Int> {
        var found: Set<Int> = []
        for part in parts {
            search(part.header, into: &found)
            if !part.isBoundaryFree { search(part.body, into: &found) }
        }
        return found
    }

    private static func search(_ bytes: [UInt8], into found: inout Set<Int>) {
        var index = 0
        while let start = bytes[index...].firstIndex(of: mark[0]) {
            index = start + 1
            guard bytes[start...].starts(with: mark) else { continue }
            let digits = bytes[(start + mark.count)...].prefix(12).prefix { (0x30...0x39).contains($0) }
            if let number = Int(String(decoding: digits, as: UTF8.self)) { found.insert(number) }
        }
    }
}
