// SPDX-License-Identifier: Apache-2.0

/// Which subject a message gets: what its adapter says before anybody knows in which thread the message will stand, which
/// only the store does.
package struct SubjectChoice: Sendable, Equatable {
    /// The person's own, whatever the thread is called; nil: the person wrote none.
    package let own: String?
    /// For a message without an own one that begins a thread.
    package let beginning: String

    package init(own: String?, beginning: String) {
        self.own = own
        self.beginning = beginning
    }

    /// - Parameter thread: what the thread is called; nil: the message begins one, or it has no subject.
    package func subject(inThread thread: String?, by rule: SubjectRule) -> String {
        own ?? thread.flatMap { rule.answer(to: $0) } ?? beginning
    }
}
