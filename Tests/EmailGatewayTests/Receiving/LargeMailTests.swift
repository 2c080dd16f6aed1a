// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import SMTP
import Support
import Synchronization
import Testing

@testable import EmailGateway

/// What is read and stored at a time.
@Suite(.patience) struct LargeMailTests {
    private static func mail(bytes: Int) -> ReceivedMail {
        let size = bytes > MailIntake.largeMail ? "large" : "small"
        let header = Array("From: bob@example.com\r\nSubject: \(size)\r\n\r\n".utf8)
        return Receiving.mail(
            bytes: header + [UInt8](repeating: UInt8(ascii: "x"), count: bytes - header.count),
            to: ["alice@example.org"])
    }

    private func intake(_ inbox: HeldInbox) -> MailIntake {
        MailIntake(
            options: Receiving.options(), identity: Receiving.identity, inbox: inbox,
            directory: StaticDirectory(holders: ["alice@example.org": [:]]), time: ManualTime(Receiving.now))
    }

    @Test("of large mails two at a time, of others as many as come; all arrive")
    func turns() async throws {
        let inbox = HeldInbox()
        let intake = intake(inbox)
        try await withThrowingTaskGroup(of: [DeliveryVerdict].self) { group in
            for _ in 0..<6 { group.addTask { await intake.deliver(Self.mail(bytes: MailIntake.largeMail + 1)) } }
            try await eventually("two are being stored") { inbox.inside == 2 }
            for _ in 0..<5 { group.addTask { await intake.deliver(Self.mail(bytes: MailIntake.largeMail)) } }
            try await eventually("small ones need not wait") { inbox.inside == 2 + 5 }
            inbox.release()
            for try await verdicts in group { #expect(verdicts == [.stored]) }
        }
        #expect(inbox.finished == 11)
        #expect(inbox.mostLarge == MailIntake.largeMailsAtOnce)
    }

    @Test("a failure gives its place back")
    func failures() async throws {
        let inbox = HeldInbox(failure: .busy)
        inbox.release()
        let intake = intake(inbox)
        for _ in 0..<5 {
            #expect(await intake.deliver(Self.mail(bytes: MailIntake.largeMail + 1)) == [.busy])
        }
        #expect(inbox.finished == 5)
    }

    @Test("who waits longest is next")
    func order() async throws {
        let turnstile = Turnstile(places: 1)
        let order = Order()
        let gate = HeldInbox()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await turnstile.pass { await gate.hold() } }
            try await eventually("the place is taken") { gate.inside == 1 }
            for number in 1...4 {
                group.addTask { await turnstile.pass { await order.add(number) } }
                try await eventually("\(number) waits") { await turnstile.waiting.count == number }
            }
            #expect(await order.numbers == [])
            gate.release()
            try await group.waitForAll()
        }
        #expect(await order.numbers == [1, 2, 3, 4])
        #expect(await turnstile.waiting.count == 0)
    }
}

private actor Order {
    private(set) var numbers: [Int] = []

    func add(_ number: Int) { numbers.append(number) }
}

/// Stores nothing before it is released, and counts who is inside.
private final class HeldInbox: Inbox {
    private struct State {
        var isHeld = true
        var held: [CheckedContinuation<Void, Never>] = []
        var inside = 0
        var large = 0
        var mostLarge = 0
        var finished = 0
    }

    private let failure: InboxFailure?
    private let state = Mutex(State())

    init(failure: InboxFailure? = nil) {
        self.failure = failure
    }

    var inside: Int { state.withLock { $0.inside } }
    var mostLarge: Int { state.withLock { $0.mostLarge } }
    var finished: Int { state.withLock { $0.finished } }

    func receive(_ events: [WebhookEvent], gateway: String) async throws(InboxFailure) {
        let isLarge = events.contains { $0.message?.subject == "large" }
        state.withLock { state in
            state.large += isLarge ? 1 : 0
            state.mostLarge = max(state.mostLarge, state.large)
        }
        await hold()
        state.withLock { state in
            state.large -= isLarge ? 1 : 0
            state.finished += 1
        }
        if let failure { throw failure }
    }

    func hold() async {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                state.inside += 1
                if state.isHeld { state.held.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        state.withLock { $0.inside -= 1 }
    }

    func release() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }
}
