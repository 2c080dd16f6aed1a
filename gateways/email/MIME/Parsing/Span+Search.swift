// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Octets are looked for by libc, which reads many at once: every line of every mail is found this way. Its pointers stay
/// here.
extension Span where Element == UInt8 {
    /// Where `byte` first stands in a range; nil where it does not.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        extracting(range).withUnsafeBytes { octets in
            guard let start = octets.baseAddress, let found = memchr(start, Int32(byte), octets.count) else {
                return nil
            }
            return range.lowerBound + (UnsafeRawPointer(found) - start)
        }
    }
}
