// SPDX-License-Identifier: Apache-2.0

import SMTP

/// What servers mean when they refuse a mail in words.
enum FailureReason: Int, Sendable, CaseIterable {
    /// How much we may send is used up; it is no mailbox's quota.
    case allowance
    /// The recipient's mailbox holds no more.
    case full
    case tooLarge
    /// It was tried until time ran out.
    case timeRanOut
    /// Who we are, or the address that we send from.
    case sender
    /// Any other rule of the server's.
    case policy
    case noDomain
    case badAddress
    case unknownPerson
    /// There was somebody, who gets no mail any more.
    case closed
    /// No connection to the recipient's server.
    case unreachable

    /// The enhanced code that a server would have given (RFC 3463).
    var status: EnhancedStatus {
        switch self {
        case .allowance: EnhancedStatus(5, 7, 1)
        case .full: EnhancedStatus(5, 2, 2)
        case .tooLarge: EnhancedStatus(5, 3, 4)
        case .timeRanOut: EnhancedStatus(4, 4, 7)
        case .sender: EnhancedStatus(5, 1, 8)
        case .policy: EnhancedStatus(5, 7, 1)
        case .noDomain: EnhancedStatus(5, 1, 2)
        case .badAddress: EnhancedStatus(5, 1, 3)
        case .unknownPerson: EnhancedStatus(5, 1, 1)
        case .closed: EnhancedStatus(5, 2, 1)
        case .unreachable: EnhancedStatus(4, 4, 1)
        }
    }

    /// Whether it is about who was written to, so that a code for rules (`5.7.1`) is not the whole truth.
    var isAboutRecipient: Bool {
        switch self {
        case .noDomain, .badAddress, .unknownPerson, .closed: true
        case .allowance, .full, .tooLarge, .timeRanOut, .sender, .policy, .unreachable: false
        }
    }
}
