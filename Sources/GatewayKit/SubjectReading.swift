// SPDX-License-Identifier: Apache-2.0

/// What a subject says, apart from what programs put in front of it.
package struct SubjectReading: Sendable, Equatable {
    /// What it is about: the same for `Lunch`, `RE: Lunch` and `AW: lunch`. Empty: nothing.
    package let topic: String
    /// It says that its message answers another.
    package let isAnswer: Bool

    package init(topic: String, isAnswer: Bool) {
        self.topic = topic
        self.isAnswer = isAnswer
    }
}
