// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Support
import Testing

@testable import postern

/// What is written where nobody reads, nothing fits, or all goes slowly.
@Suite(.patience) struct FileDescriptorTests {
    init() {
        signal(SIGPIPE, SIG_IGN)
    }

    @Test func `a full disk and a reader that is gone are answers`() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        #expect(FileDescriptor(number: full).write([1, 2, 3]) == .init(count: 0, failure: .system(ENOSPC)))
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let end = FileDescriptor(number: pipe.fileHandleForWriting.fileDescriptor)
        #expect(end.write([1, 2, 3]) == .init(count: 0, failure: .readerGone))
        #expect(end.write([]) == .init())
    }

    @Test func `what is open for reading only, or not open at all, is an answer too`() {
        let null = open("/dev/null", O_RDONLY)
        #expect(FileDescriptor(number: null).write([1]) == .init(count: 0, failure: .system(EBADF)))
        close(null)
        #expect(FileDescriptor(number: 9999).write([1]) == .init(count: 0, failure: .system(EBADF)))
    }

    @Test(arguments: [false, true]) func `a slow pipe gets everything, in pieces`(isNonBlocking: Bool) async throws {
        let pipe = Pipe()
        let number = pipe.fileHandleForWriting.fileDescriptor
        if isNonBlocking { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }
        let text = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        async let written = OwnThread.run { FileDescriptor(number: number).write(text) }
        let read = await OwnThread.read(pipe.fileHandleForReading, until: { $0.count >= text.count })
        #expect(read == text)
        #expect(await written == .init(count: text.count))
    }

    @Test func `only what somebody reads can stall`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        defer {
            close(file)
            unlink(path)
        }
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let pipe = Pipe()
        #expect(!FileDescriptor(number: file).mayStall)
        #expect(!FileDescriptor(number: full).mayStall)
        #expect(!FileDescriptor(number: 9999).mayStall)
        #expect(FileDescriptor(number: pipe.fileHandleForWriting.fileDescriptor).mayStall)
    }

    @Test(
        arguments: [
            (WriteFailure.readerGone, 0, nil), (.closed, 1, "it is closed"),
            (.system(ENOSPC), 1, "No space left on device"),
            (.system(EBADF), 1, "Bad file descriptor"), (.system(EFBIG), 1, "File too large"),
        ] as [(WriteFailure, Int32, String?)])
    func `a command ends as the design says`(failure: WriteFailure, status: Int32, words: String?) {
        let ending = OutputEnding(failure)
        #expect(ending.status == status)
        #expect((ending.sentence == nil) == (words == nil))
        if let words { #expect(ending.sentence?.contains(words) == true) }
    }
}
