// SPDX-License-Identifier: Apache-2.0

/// Values of attributes and names of namespaces, as libxml2 hands them over. Where it does not expand entities it
/// leaves every ampersand as `&#38;`, and nothing but an ampersand, so that turning that back is exact.
enum LibXMLText {
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            decoded.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "&") ? 5 : 1
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The same for a string that ends with a zero.
    static func decode(_ string: UnsafePointer<UInt8>) -> String {
        var end = string
        while end.pointee != 0 { end += 1 }
        return decode(UnsafeBufferPointer(start: string, count: end - string))
    }
}
