// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import SMTP

@Suite("The pool of connections", .patience)
struct SubmissionPoolTests {
    @Test("has no more connections than it may, and loses no message")
    func limit() async throws {
        try await ClientFixture(poolSize: 3).run { fixture in
            let accepted = await withTaskGroup { tasks in
                for _ in 1...60 { tasks.addTask { await fixture.submit().isAccepted } }
                return await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(accepted == 60)
            #expect(fixture.server.messages.count == 60)
            #expect(fixture.server.seen.mostOpen <= 3)
            #expect(fixture.server.seen.connections <= 3)
        }
    }

    @Test("works in parallel")
    func parallel() async throws {
        try await ClientFixture(.init(holdsMessages: true), poolSize: 2).run { fixture in
            async let first = fixture.submit()
            async let second = fixture.submit()
            try await eventually("both wait for their answers") { fixture.server.seen.held.count == 2 }
            fixture.server.release()
            let outcomes = await [first, second]
            #expect(outcomes.allSatisfy { $0.isAccepted })
        }
    }

    @Test("lets a cancelled submission out of the queue")
    func cancelledInQueue() async throws {
        try await ClientFixture(.init(holdsMessages: true), poolSize: 1).run { fixture in
            async let first = fixture.submit()
            try await eventually("the first waits for its answer") { fixture.server.seen.held.count == 1 }
            let second = Task { await fixture.submit() }
            second.cancel()
            #expect(await second.value == .unreachable(fixture.sentence(.stopped)))
            fixture.server.release()
            #expect(await first.isAccepted)
            #expect(fixture.server.messages.count == 1)
        }
    }

    @Test("cuts the connection of a cancelled submission, and does not claim to know its fate")
    func cancelledInMessage() async throws {
        try await ClientFixture(.init(holdsMessages: true), poolSize: 1).run { fixture in
            let task = Task { await fixture.submit() }
            try await eventually("it waits for its answer") { fixture.server.seen.held.count == 1 }
            task.cancel()
            #expect(await task.value == .uncertain(fixture.sentence(.stopped)))
            try await eventually("the connection is closed") { fixture.server.seen.open == 0 }
        }
    }

    @Test("gives up a connection that does not come up when the task is cancelled")
    func cancelledInOpening() async throws {
        try await ClientFixture(.init(greeting: nil)).run { fixture in
            let task = Task { await fixture.submit() }
            try await eventually("the connection stands") { fixture.server.seen.open == 1 }
            task.cancel()
            #expect(await task.value == .unreachable(fixture.sentence(.stopped)))
            try await eventually("the connection is closed") { fixture.server.seen.open == 0 }
        }
    }

    @Test("says good-bye to a connection that has nothing to do, and opens another one later")
    func idle() async throws {
        var timeouts = SubmissionTimeouts()
        timeouts.idle = .milliseconds(50)
        try await ClientFixture(timeouts: timeouts).run { fixture in
            #expect(await fixture.submit().isAccepted)
            try await eventually("the connection is closed") { fixture.server.seen.open == 0 }
            #expect(fixture.server.verbs.last == "QUIT")
            #expect(await fixture.submit().isAccepted)
            #expect(fixture.server.seen.connections == 2)
        }
    }

    @Test("closes in order: idle connections with QUIT, what waits unsent, and nothing is taken after it")
    func close() async throws {
        let fixture = try await ClientFixture(.init(holdsMessages: true), poolSize: 1)
        let first = Task { await fixture.submit() }
        try await eventually("the first waits for its answer") { fixture.server.seen.held.count == 1 }
        let second = Task { await fixture.submit() }
        await fixture.client.close()
        #expect(await second.value == .unreachable(fixture.sentence(.stopped)))
        fixture.server.release()
        #expect(await first.value.isAccepted)
        try await eventually("the connection is closed") { fixture.server.seen.open == 0 }
        #expect(fixture.server.verbs.last == "QUIT")
        #expect(await fixture.submit() == .unreachable(fixture.sentence(.stopped)))
        #expect(fixture.server.seen.connections == 1)
        await fixture.server.stop()
    }
}
