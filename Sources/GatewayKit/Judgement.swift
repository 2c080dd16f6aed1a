// SPDX-License-Identifier: Apache-2.0

/// What an adapter says of a message that it would take.
package struct Judgement: Sendable, Equatable {
    /// Which subject it gets; nil where the network has none.
    package let subject: SubjectChoice?

    package init(subject: SubjectChoice? = nil) {
        self.subject = subject
    }
}
