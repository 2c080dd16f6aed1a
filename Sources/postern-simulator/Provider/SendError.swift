// SPDX-License-Identifier: Apache-2.0

/// How a request is refused: `{"error":{"code":"…","message":"…"}}`.
enum SendError: String, Error, CaseIterable {
    case badRequest = "bad-request"
    case badKey = "bad-key"
    case noFunds = "no-funds"
    case throttled
    case badNumber = "bad-number"
    case optedOut = "opted-out"
    case content
    case policy
    case broken

    /// By its code, or by a status that stands for one of them.
    init?(fault: String) {
        switch fault {
        case "400": self = .badNumber
        case "401": self = .badKey
        case "402": self = .noFunds
        case "403": self = .policy
        case "429": self = .throttled
        case "500": self = .broken
        default: self.init(rawValue: fault)
        }
    }

    var status: Int {
        switch self {
        case .badRequest, .badNumber, .optedOut, .content: 400
        case .badKey: 401
        case .noFunds: 402
        case .policy: 403
        case .throttled: 429
        case .broken: 500
        }
    }

    var message: String {
        switch self {
        case .badRequest: "the request is not the JSON object that is documented"
        case .badKey: "the key is wrong"
        case .noFunds: "the account has no funds"
        case .throttled: "too many requests"
        case .badNumber: "there is nobody at this number"
        case .optedOut: "the recipient does not want messages from this number"
        case .content: "this text is not taken"
        case .policy: "the rules forbid this message"
        case .broken: "something broke"
        }
    }

    /// Seconds for `Retry-After`; nil where a repeat is not asked for.
    var retryAfter: Int? { self == .throttled ? 1 : nil }

    var json: String { "{\"error\":{\"code\":\"\(rawValue)\",\"message\":\"\(message)\"}}" }
}
