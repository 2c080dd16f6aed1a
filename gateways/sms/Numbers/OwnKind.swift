// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What an address of ours can be. A descriptor says under `own` which of them its provider takes as the sender.
enum OwnKind: String, CaseIterable, Sendable {
    case number
    case shortCode = "short-code"
    case word

    /// What the address is, as the operator wrote it: a telephone number in E.164, the digits of a short code, or a word.
    /// nil where it is none of them.
    init?(_ address: Address) {
        let text = address.text
        if PhoneNumber(e164: text) != nil {
            self = .number
        } else if text.utf8.allSatisfy(DialledDigits.isDigit), NumberPlan.shortCodeLengths.contains(text.utf8.count) {
            self = .shortCode
        } else if DialledDigits(text) == nil, AlphanumericSender(text)?.name == text {
            self = .word
        } else {
            return nil
        }
    }

    /// For the operator: `a short code`.
    var name: String {
        switch self {
        case .number: "a number"
        case .shortCode: "a short code"
        case .word: "a word"
        }
    }
}
