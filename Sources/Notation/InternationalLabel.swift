// SPDX-License-Identifier: Apache-2.0

import CIDN2

/// One label of a domain, from the letters of any script into ASCII, by libidn2: UTS 46 without its transitional
/// mapping (`ß` stays a letter of its own), then the rules of IDNA2008 for what may be looked up (RFC 5891 section 5).
enum InternationalLabel {
    /// - Parameter label: in letters of any script, or already `xn--…`; without dots.
    /// - Returns: lower case. What the library does not judge is still to be checked: characters of ASCII.
    static func ascii(_ label: String) throws(DomainProblem) -> String {
        let octets = Array(label.utf8)
        // The library reads as far as a NUL.
        guard !octets.contains(0) else { throw .characters }
        var flags = IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue
        // Names of symbols, such as hearts, are registered against IDNA2008 and have mailboxes. In ASCII they are names
        // like any other, and have no second spelling: in symbols they are refused.
        let isASCII = octets.allSatisfy { $0 < 0x80 }
        if isASCII { flags |= IDN2_NO_ALABEL_ROUNDTRIP.rawValue }
        var ascii: UnsafeMutablePointer<UInt8>?
        let code = idn2_lookup_u8(octets + [0], &ascii, Int32(flags))
        defer { idn2_free(ascii) }
        guard code == IDN2_OK.rawValue, let ascii else {
            throw DomainProblem(idn2_rc(rawValue: code), isASCII: isASCII)
        }
        return String(cString: ascii)
    }
}

extension DomainProblem {
    fileprivate init(_ code: idn2_rc, isASCII: Bool) {
        self =
            switch code {
            case IDN2_TOO_BIG_LABEL, IDN2_TOO_BIG_DOMAIN, IDN2_PUNYCODE_BIG_OUTPUT: .length
            // A character of ASCII among others that no name may have: it is found when the name is read back.
            case IDN2_ALABEL_ROUNDTRIP_FAILED where !isASCII: .signs
            case IDN2_PUNYCODE_BAD_INPUT, IDN2_PUNYCODE_OVERFLOW, IDN2_INVALID_ALABEL, IDN2_UALABEL_MISMATCH,
                IDN2_ALABEL_ROUNDTRIP_FAILED, IDN2_NOT_NFC, IDN2_INVALID_NONTRANSITIONAL:
                .encoding
            case IDN2_2HYPHEN, IDN2_HYPHEN_STARTEND, IDN2_LEADING_COMBINING, IDN2_CONTEXTJ, IDN2_CONTEXTO, IDN2_BIDI:
                .arrangement
            default: .signs
            }
    }
}
