// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// What a descriptor calls a state of a message.
enum ReportedState: String, Sendable, CaseIterable {
    case accepted, sent, delivered, failed, expired, rejected
}

/// A provider's words for states (`[states]`), and how it says why a message failed: by codes (`[state_errors]`) or in words
/// (`[state_texts]`).
package struct StateMap: Sendable {
    /// Why a message failed, as a descriptor has it.
    enum FailureClass: String, Sendable, CaseIterable {
        case recipient, content, policy, sender, unknown
        case optedOut = "opted-out"
        /// Time ran out: nobody knows whether somebody is at the address.
        case expired
        /// Of the moment, or the operator's to mend. Neither says anything about the message; to its sender the provider's
        /// own words do.
        case transient, account

        /// What a report of it says.
        var outcome: DeliveryReport.State {
            self == .expired ? .expired : .failed(Rejection(rawValue: rawValue) ?? .unknown)
        }
    }

    /// `[state_texts]`: what the words have when it failed for this reason.
    struct FailureText: Sendable {
        let pattern: LinearRegex
        let meaning: FailureClass
    }

    private let words: [String: ReportedState]
    private let failures: [String: FailureClass]
    private let texts: [FailureText]
    private let foldsCase: Bool

    /// A map without a word: every state is unknown.
    package static let empty = StateMap(words: [:], failures: [:], foldsCase: true)

    /// - Parameters:
    ///   - texts: tried in order where no code decides.
    ///   - foldsCase: whether `DELIVERED` and `Delivered` are one word.
    init(
        words: [String: ReportedState], failures: [String: FailureClass], texts: [FailureText] = [], foldsCase: Bool
    ) {
        self.words =
            foldsCase
            ? Dictionary(words.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }) : words
        self.failures = failures
        self.texts = texts
        self.foldsCase = foldsCase
    }

    var isEmpty: Bool { words.isEmpty }

    /// Our state for the provider's word; nil for a word that the descriptor does not know.
    func state(_ word: String) -> ReportedState? {
        guard DescriptorWord.mayBe(word) else { return nil }
        return words[foldsCase ? word.lowercased() : word]
    }

    /// What a report says, given the provider's code for a failure and its words. What neither explains stays unexplained:
    /// a guess would be told to the sender as the truth.
    func outcome(_ state: ReportedState, code: String?, text: String? = nil) -> DeliveryReport.State {
        switch state {
        case .accepted: .accepted
        case .sent: .sent
        case .delivered: .delivered
        case .expired: .expired
        case .failed, .rejected:
            (code.flatMap { DescriptorWord.mayBe($0) ? failures[$0] : nil } ?? text.flatMap(meaning) ?? .unknown)
                .outcome
        }
    }

    private func meaning(of text: String) -> FailureClass? {
        let bytes = Array(ReportDetail.withoutMessage(ReportDetail.beginning(of: text)).utf8)
        return texts.first { $0.pattern.matches(bytes) }?.meaning
    }
}
