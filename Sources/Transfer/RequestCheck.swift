// SPDX-License-Identifier: Apache-2.0

extension HTTPRequest {
    /// These frame the message: two of a kind would let one request be read as two (RFC 9112, section 11.2).
    private static let framingHeaders: Set = ["content-length", "transfer-encoding", "host"]

    /// Refuses what must never reach the wire. No sentence repeats a value: it may be a secret.
    func check() throws(TransferFailure) {
        guard !method.isEmpty, method.utf8.allSatisfy(isTokenByte) else {
            throw .notSent("The request's method is not a word; correct the provider's descriptor.")
        }
        try checkURL()
        for (name, value) in headers { try Self.checkHeader(name, value) }
    }

    private func checkURL() throws(TransferFailure) {
        guard ["http://", "https://"].contains(where: { url.lowercased().hasPrefix($0) }) else {
            throw .notSent("The request's URL is neither http:// nor https://; correct the address.")
        }
        // Some read a backslash as the end of the host, and others do not: then two hosts would be meant.
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw .notSent("The request's URL holds a space, a backslash or a control character; percent-encode it.")
        }
    }

    private static func checkHeader(_ name: String, _ value: String) throws(TransferFailure) {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
            throw .notSent("A header of the request has a name that is not a word; correct the provider's descriptor.")
        }
        guard !framingHeaders.contains(name.lowercased()) else {
            throw .notSent("The header \(name) is the transport's own; remove it from the provider's descriptor.")
        }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw .notSent("The header \(name) of the request holds a line break or a control character; remove it.")
        }
    }
}

/// `tchar` of RFC 9110, section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
