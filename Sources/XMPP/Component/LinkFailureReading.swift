// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

// What NIO throws, as a reason.
extension LinkFailure.Reason {
    /// An error of the attempt to connect.
    init(connecting error: any Error) {
        switch error {
        case let error as UnreadableAuthorities: self = .tls(.authorities(error.file))
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
        case let error as NIOSSLError: self = Self.tlsFailure(error)
        case let error as NIOSSLExtraError:
            self = .tls(error == .failedToValidateHostname ? .wrongHost : .other("\(error)"))
        case is BoringSSLError: self = .tls(.other("\(error)"))
        case ChannelError.inputClosed, ChannelError.eof, ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed:
            self = .closed
        default: self = .broken("\(error)")
        }
    }

    /// All addresses of the host were tried: no address at all, or what the last one said.
    private static func refusal(_ error: NIOConnectionError) -> Self {
        guard let last = error.connectionErrors.last?.error else { return .unresolved }
        guard let last = last as? IOError else { return .unreachable }
        return last.errnoCode == ECONNREFUSED ? .refused : .unreachable
    }

    /// BoringSSL names its errors only in words.
    private static func tlsFailure(_ error: NIOSSLError) -> Self {
        let words = "\(error)"
        if words.contains("CERTIFICATE_VERIFY_FAILED") { return .tls(.untrusted) }
        if words.contains("WRONG_VERSION_NUMBER") || words.contains("HTTP_REQUEST") { return .tls(.notTLS) }
        if case .uncleanShutdown = error { return .closed }
        return .tls(.other(words))
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

// What the server says, as a reason.
extension LinkFailure.Reason {
    /// A stream error of the server.
    init(_ error: StreamError) {
        switch error.condition {
        case .notAuthorized: self = .notAuthorized
        case .hostUnknown, .hostGone: self = .hostUnknown
        case .conflict: self = .conflict
        case .seeOtherHost: self = .redirected(error.detail)
        case .systemShutdown: self = .shutdown
        case .invalidNamespace: self = .notComponentListener
        default: self = .streamError(error)
        }
    }
}
