// SPDX-License-Identifier: Apache-2.0

/// How a command ends whose output cannot be written (design section 6).
struct OutputEnding: Equatable {
    let status: Int32
    /// For the operator; nil: not a word.
    let sentence: String?

    init(_ failure: WriteFailure) {
        switch failure {
        case .readerGone:
            // As `head` does it to everybody.
            (status, sentence) = (0, nil)
        case .closed, .system:
            status = ExitStatus.failed.rawValue
            sentence =
                "what this command has to say cannot be written to standard output: \(failure.reason). "
                + "Send it elsewhere."
        }
    }
}
