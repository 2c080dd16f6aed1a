// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

// What NIO throws, as a problem.
extension SubmissionProblem {
    /// An error of the attempt to connect.
    init(connecting error: any Error) {
        switch error {
        case let problem as SubmissionProblem: self = problem
        case let error as NIOConnectionError: self = Self.refusal(error)
        case let error as IOError where error.errnoCode == ECONNREFUSED: self = .refused
        case ChannelError.connectTimeout: self = .unreachable
        case is SocketAddressError: self = .unresolved
        default: self.init(reading: error)
        }
    }

    /// An error of an open connection.
    init(reading error: any Error) {
        switch error {
        case let error as IOError: self = .broken(Self.words(for: error.errnoCode))
        case let error as NIOSSLError: self = Self.tlsProblem(error)
        case let error as NIOSSLExtraError:
            self = error == .failedToValidateHostname ? .wrongHost : .tlsFailed(ServerWords.cleaned("\(error)"))
        case is BoringSSLError: self = .tlsFailed(ServerWords.cleaned("\(error)"))
        case ChannelError.inputClosed, ChannelError.eof, ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed:
            self = .closed
        default: self = .broken(ServerWords.cleaned("\(error)"))
        }
    }

    /// All addresses of the host were tried: no address at all, or what the last one said.
    private static func refusal(_ error: NIOConnectionError) -> Self {
        guard let last = error.connectionErrors.last?.error else { return .unresolved }
        guard let last = last as? IOError else { return .unreachable }
        return last.errnoCode == ECONNREFUSED ? .refused : .unreachable
    }

    /// BoringSSL names its errors only in words.
    private static func tlsProblem(_ error: NIOSSLError) -> Self {
        let words = "\(error)"
        // The server went away while it greeted us, as one that is being restarted does.
        if words.contains("eofDuringHandshake") || words.contains("EOF during handshake") { return .closed }
        if words.contains("CERTIFICATE_VERIFY_FAILED") { return .untrusted }
        if words.contains("WRONG_VERSION_NUMBER") { return .notTLS }
        return switch error {
        case .uncleanShutdown: .closed
        case .unableToValidateCertificate, .noCertificateToValidate: .wrongHost
        default: .tlsFailed(ServerWords.cleaned(words))
        }
    }

    private static func words(for code: CInt) -> String {
        switch code {
        case ECONNRESET: "connection reset"
        case EPIPE: "broken pipe"
        case ETIMEDOUT: "timed out"
        case ENETUNREACH, EHOSTUNREACH: "no route to the host"
        default: "error \(code) of the operating system"
        }
    }
}
