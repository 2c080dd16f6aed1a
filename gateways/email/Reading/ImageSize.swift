// SPDX-License-Identifier: Apache-2.0

/// How many pixels a picture has, by the first bytes of the formats that counting pictures come in.
struct ImageSize {
    let width: Int
    let height: Int

    /// nil: neither PNG nor GIF.
    init?(_ bytes: [UInt8]) {
        if bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            // PNG section 11.2.2: the IHDR chunk, most significant byte first.
            width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
            height = bytes[20..<24].reduce(0) { $0 << 8 | Int($1) }
        } else if bytes.count >= 10, bytes.starts(with: Array("GIF8".utf8)) {
            // GIF89a section 18: the logical screen, least significant byte first.
            width = Int(bytes[6]) | Int(bytes[7]) << 8
            height = Int(bytes[8]) | Int(bytes[9]) << 8
        } else {
            return nil
        }
    }
}
