// SPDX-License-Identifier: Apache-2.0

import Store

/// How the program ends (design section 6; the numbers are those of sysexits.h).
enum ExitStatus: Int32 {
    case failed = 1
    /// 65: what was given does not fit, such as a database that is newer than the program.
    case badData = 65
    /// 69: something that is needed is not there, or somebody else has it.
    case unavailable = 69
    /// 78: the configuration has to be changed.
    case configuration = 78
}

/// Why a command did not do what it was asked to.
struct CommandFailure: Error {
    let status: ExitStatus
    /// For the operator: what happened, where, and what to do.
    let sentence: String

    init(_ status: ExitStatus, _ sentence: String) {
        self.status = status
        self.sentence = sentence
    }

    init(_ failure: StoreFailure) {
        let status: ExitStatus =
            switch failure {
            case .missing, .notADatabase, .newerSchema: .badData
            case .heldByAnotherDaemon: .unavailable
            default: .failed
            }
        self.init(status, failure.sentence)
    }
}
