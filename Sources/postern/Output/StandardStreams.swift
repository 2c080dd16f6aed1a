// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// The three descriptors that a program begins with, made fit for use whatever they were.
enum StandardStreams {
    private static let closed = Mutex<Set<Int32>>([])

    /// To be called before anything else: the next file, socket or database that is opened would otherwise get the number
    /// of a stream that was closed, and what is printed would go into it.
    static func prepare() {
        // A reader that is gone, and a file at the limit of its size (RLIMIT_FSIZE), are answers of `write`, no end.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            closed.withLock { _ = $0.insert(descriptor) }
            // The lowest free number is the descriptor's own. Where there is no /dev/null, nothing can be written to a
            // folder either.
            if open("/dev/null", O_RDWR) == -1 { _ = open("/", O_RDONLY) }
        }
    }

    /// Whether nobody had given us this one.
    static func wasClosed(_ descriptor: Int32) -> Bool {
        closed.withLock { $0.contains(descriptor) }
    }
}
