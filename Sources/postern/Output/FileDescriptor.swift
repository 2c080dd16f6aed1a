// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An open file, pipe or socket that is written to; unlike Foundation's `FileHandle` it takes a failure for an answer.
struct FileDescriptor: Sendable {
    let number: Int32

    /// What became of a write.
    struct Written: Equatable {
        /// Octets that went out.
        var count = 0
        /// nil: all of them did.
        var failure: WriteFailure?
    }

    /// Writes all of it, and waits for a reader that is slow, however the descriptor is set.
    func write(_ bytes: [UInt8]) -> Written {
        if StandardStreams.wasClosed(number) { return Written(failure: .closed) }
        var written = Written()
        while written.count < bytes.count {
            let count = bytes[written.count...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 {
                written.count += count
            } else if count == 0 || errno == EAGAIN {
                waitForRoom()
            } else if errno != EINTR {
                written.failure = WriteFailure(errno)
                break
            }
        }
        return written
    }

    /// True where a write may have to wait for somebody who reads: a pipe, a socket or a terminal, none of which has a place.
    var mayStall: Bool {
        isatty(number) == 1 || lseek(number, 0, SEEK_CUR) == -1 && errno == ESPIPE
    }

    /// Also ends where the reader is gone: the next write says so.
    private func waitForRoom() {
        var place = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = poll(&place, 1, -1)
    }
}

/// Why something could not be written.
enum WriteFailure: Error, Equatable {
    /// Whoever read it has gone.
    case readerGone
    /// There never was anybody: the descriptor was closed when the program began.
    case closed
    /// The system's error number: the disk is full, say.
    case system(Int32)

    init(_ number: Int32) {
        self = number == EPIPE || number == ECONNRESET ? .readerGone : .system(number)
    }

    /// For the operator, without a full stop.
    var reason: String {
        switch self {
        case .readerGone: "nobody reads it any more"
        case .closed: "it is closed"
        case .system(let number): strerror(number).map { String(cString: $0) } ?? "system error \(number)"
        }
    }
}
