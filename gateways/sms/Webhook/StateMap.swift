// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What a descriptor calls a state of a message.
enum ReportedState: String, Sendable, CaseIterable {
    case accepted, sent, delivered, failed, expired, rejected
}

/// A provider's words for states (`[states]`) and its codes for failures (`[state_errors]`), in ours.
package struct StateMap: Sendable, Equatable {
    /// Why a message failed: a rejection of ours, or something of the moment that says nothing about the message.
    enum FailureClass: String, Sendable, CaseIterable {
        case recipient, content, policy, transient, account
        case optedOut = "opted-out"

        var rejection: Rejection? {
            Rejection(rawValue: rawValue)
        }
    }

    private let words: [String: ReportedState]
    private let failures: [String: FailureClass]
    private let foldsCase: Bool

    /// A map without a word: every state is unknown.
    package static let empty = StateMap(words: [:], failures: [:], foldsCase: true)

    /// - Parameter foldsCase: whether `DELIVERED` and `Delivered` are one word.
    init(words: [String: ReportedState], failures: [String: FailureClass], foldsCase: Bool) {
        self.words =
            foldsCase
            ? Dictionary(words.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }) : words
        self.failures = failures
        self.foldsCase = foldsCase
    }

    var isEmpty: Bool { words.isEmpty }

    /// Our state for the provider's word; nil for a word that the descriptor does not know.
    func state(_ word: String) -> ReportedState? {
        guard DescriptorWord.mayBe(word) else { return nil }
        return words[foldsCase ? word.lowercased() : word]
    }

    /// What a report says, given the provider's code for a failure.
    func outcome(_ state: ReportedState, code: String?) -> DeliveryReport.State {
        switch state {
        case .accepted: .accepted
        case .sent: .sent
        case .delivered: .delivered
        case .expired: .expired
        case .failed, .rejected: .failed(code.flatMap { DescriptorWord.mayBe($0) ? failures[$0] : nil }?.rejection)
        }
    }
}
