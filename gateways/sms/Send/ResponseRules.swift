// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// `[response]`: what a provider's answers mean.
struct ResponseRules: Sendable {
    let format: Format
    /// Tried in order; the first that matches decides.
    let rules: [ResponseRule]
    /// Where a 2xx answer holds one result for each recipient or part; nil where the document is the result.
    let items: Pointer?
    let retryAfter: RetryAfter?
    let errorCode: Pointer?
    let errorText: ErrorText?
    /// The request names the message's id, which is our reference; a repeat of it is known to the provider.
    let idIsChosenByUs: Bool
    /// A repeat of a request cannot make a second message.
    let isIdempotent: Bool

    enum Format: String, Sendable, CaseIterable {
        case json, text, none
    }

    enum RetryAfter: Sendable {
        /// `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.
        case header
        /// A number in the body; `unit` is the seconds that it counts in.
        case body(LinearRegex, unit: Double)
    }

    /// Where a refusal's words stand.
    enum ErrorText: Sendable {
        case at(Pointer)
        /// The whole body is the text.
        case body
    }
}

/// One rule: every condition that it names must hold.
struct ResponseRule: Sendable {
    /// Status codes; nil for any.
    var statuses: [ClosedRange<Int>]?
    /// `at` and `in`: a scalar that is one of these texts.
    var scalar: (pointer: Pointer, values: Set<String>)?
    /// `exists`
    var exists: Pointer?
    /// `body`
    var body: LinearRegex?

    let outcome: Outcome
    /// The provider's id of the message.
    var id: Pointer?
    /// The provider's word for the message's state.
    var state: Pointer?
    /// How many parts the message was cut into.
    var segments: Pointer?
    /// The same, as a number in the body.
    var splits: LinearRegex?

    enum Outcome: Sendable, Equatable {
        case accepted
        /// The provider has it from an earlier request.
        case duplicate
        case throttled, transient, account
        case rejected(Rejection)
    }
}

/// `[probe]`: a request that proves the credentials, and the statuses of success.
struct Probe: Sendable {
    let request: RequestTemplate
    let statuses: [ClosedRange<Int>]
}
