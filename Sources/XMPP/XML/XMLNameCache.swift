// SPDX-License-Identifier: Apache-2.0

import Notation

/// Names that a stream repeats, as Swift strings. libxml2 interns names, so within one context the same pointers mean
/// the same name: two words are compared instead of two strings being made. Of a fixed size: strangers choose names.
struct XMLNameCache {
    private struct Entry {
        let local: UnsafePointer<UInt8>
        let namespace: UnsafePointer<UInt8>?
        let name: XMLName
    }

    private static let slots = 256
    private var entries = [Entry?](repeating: nil, count: slots)

    /// The name of two interned, zero-terminated strings; a namespace of nil is the empty one.
    mutating func name(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> XMLName {
        let slot = Self.slot(UInt(bitPattern: local), UInt(bitPattern: namespace))
        if let entry = entries[slot], entry.local == local, entry.namespace == namespace { return entry.name }
        let name = XMLName(
            String(cString: local).withFewMarks, namespace.map { LibXMLText.decode($0).withFewMarks } ?? "")
        entries[slot] = Entry(local: local, namespace: namespace, name: name)
        return name
    }

    private static func slot(_ local: UInt, _ namespace: UInt) -> Int {
        let mixed = (local &* 31 &+ namespace) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 56)
    }
}
