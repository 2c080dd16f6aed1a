// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Support
import Testing
import Transfer

@testable import EmailGateway

@Suite("The files of a message are fetched once", .patience)
struct LinkedFileCacheTests {
    static let link = "https://a.example/1.png"

    static func message(
        _ id: String = "<m1@example.org>", from: String = "alice@example.org", links: [String] = [link]
    ) -> OutgoingMessage {
        var message = OutgoingMessage(
            reference: "r-\(id.count)", from: Address(from), to: Address("bob@example.com"), text: "", media: links)
        message.thread.networkID = id
        return message
    }

    static func cache(
        _ transport: any HTTPTransport, _ time: any TimeSource = ManualTime(), memory: Int = LinkedFileCache.memory
    ) -> LinkedFileCache {
        LinkedFileCache(AttachmentFetcher(transport: transport, time: time), memory: memory)
    }

    @Test("a hundred copies, at once and one after another, are one request")
    func once() async throws {
        let transport = ScriptedTransport([Self.link: ScriptedTransport.file([1, 2, 3])])
        let cache = Self.cache(transport)
        await withTaskGroup { copies in
            for _ in 0..<50 {
                copies.addTask {
                    let files = await cache.use(Self.message()) { $0 }
                    #expect(files?.attachments.map(\.bytes) == [[1, 2, 3]] && files?.links == [Self.link])
                }
            }
        }
        for _ in 0..<50 { #expect(await cache.use(Self.message()) { $0.octets } == 3) }
        #expect(transport.requests.count == 1)
        #expect(await cache.use(Self.message("<m2@example.org>")) { $0.octets } == 3)
        #expect(transport.requests.count == 2, "another message is another fetch")
    }

    @Test("what cannot be had is not asked for again either")
    func failures() async throws {
        let transport = ScriptedTransport()
        let cache = Self.cache(transport)
        for _ in 0..<10 { #expect(await cache.use(Self.message()) { $0.links.count } == 0) }
        #expect(transport.requests.count == 1)
        #expect(cache.held == 0)
    }

    @Test("files are kept for a while behind their last use, and then let go")
    func linger() async throws {
        let time = ManualTime()
        let transport = ScriptedTransport([Self.link: ScriptedTransport.file([1, 2, 3])])
        let cache = Self.cache(transport, time)
        _ = await cache.use(Self.message()) { $0 }
        try await eventually("it is kept") { time.sleepers == 1 && cache.held == 3 }
        time.advance(by: .seconds(599))
        _ = await cache.use(Self.message()) { $0 }
        try await eventually("it is kept again") { time.sleepers == 2 }
        time.advance(by: .seconds(599))
        try await eventually("the first watch is over") { time.sleepers == 1 }
        #expect(cache.held == 3)
        #expect(transport.requests.count == 1)
        time.advance(by: .seconds(1))
        try await eventually("it is let go") { cache.held == 0 }
        _ = await cache.use(Self.message()) { $0 }
        #expect(transport.requests.count == 2)
    }

    @Test("what was fetched is not fetched again after a restart, by whichever copy, and what could not be had neither")
    func restart() async throws {
        let broken = "https://a.example/broken.png"
        let transport = ScriptedTransport([Self.link: ScriptedTransport.file([1, 2, 3])])
        let kept = KeptFetches()
        var message = Self.message(links: [Self.link, broken])
        message.fetched = kept
        for _ in 0..<3 {
            // Each is a gateway that has just been started.
            let files = await Self.cache(transport).use(message) { $0 }
            #expect(files?.attachments.map(\.bytes) == [[1, 2, 3]] && files?.links == [Self.link])
            #expect(files?.attachments.first?.name == "1.png" && files?.attachments.first?.type == .init("image/png"))
        }
        #expect(transport.requests.map(\.url) == [Self.link, broken])
        var other = Self.message("<m2@example.org>")
        other.fetched = kept
        #expect(await Self.cache(transport).use(other) { $0.octets } == 3)
        #expect(transport.requests.count == 3, "another message is another fetch")
    }

    @Test("a fetch that is broken off says nothing about its link")
    func brokenOff() async throws {
        let transport = DawdlingTransport()
        let kept = KeptFetches()
        var message = Self.message()
        message.fetched = kept
        let cache = Self.cache(transport)
        let first = Task { [message] in await cache.use(message) { $0.octets } }
        try await eventually("it is asked for") { transport.waiting == 1 }
        first.cancel()
        #expect(await first.value == nil)
        try await eventually("nothing is held") { cache.held == 0 && transport.waiting == 0 }
        #expect(kept.links.isEmpty)
    }

    @Test("what nobody uses makes room, and what is used does not")
    func room() async throws {
        let most = AttachmentFetcher.mostBytes
        let transport = ScriptedTransport([
            Self.link: ScriptedTransport.file([UInt8](repeating: 1, count: most / 2))
        ])
        let cache = Self.cache(transport, memory: most + most / 4)
        _ = await cache.use(Self.message("<a@x>")) { _ in #expect(cache.held == most / 2) }
        // The first has left half of it behind, which is in the way.
        let other = await cache.use(Self.message("<b@x>", from: "carol@example.org")) { files in
            #expect(cache.held == most / 2)
            // Somebody else cannot have room now, and gets it when this one is done.
            let third = Task { await cache.use(Self.message("<c@x>", from: "dave@example.org")) { $0.octets } }
            for _ in 0..<100 { await Task.yield() }
            #expect(transport.requests.count == 2)
            return (files.octets, third)
        }
        #expect(other?.0 == most / 2)
        #expect(await other?.1.value == most / 2)
        #expect(transport.requests.count == 3)
        #expect(cache.held <= most + most / 4)
    }

    @Test("one account's messages leave room for another's")
    func share() async throws {
        let transport = DawdlingTransport()
        let cache = Self.cache(transport)
        let links = (1...2).map { "https://a.example/\($0).png" }
        let copies = (0..<5).map { index in
            Task { await cache.use(Self.message("<\(index)@x>", links: links)) { $0.octets } }
        }
        try await eventually("two of them have begun") { transport.waiting == 2 }
        let other = Task {
            await cache.use(Self.message("<o@x>", from: "carol@example.org", links: links)) { $0.octets }
        }
        try await eventually("so has the other's") { transport.waiting == 3 }
        #expect(cache.held <= LinkedFileCache.memory)
        try await eventually("all are fetched") {
            transport.answer()
            return transport.asked == 12 && transport.waiting == 0
        }
        #expect(await other.value == 6)
        for copy in copies { #expect(await copy.value == 6) }
    }

    @Test("a fetch that nobody waits for any more ends, and one that somebody waits for does not")
    func cancellation() async throws {
        let transport = DawdlingTransport()
        let cache = Self.cache(transport)
        let first = Task { await cache.use(Self.message()) { $0.octets } }
        let second = Task { await cache.use(Self.message()) { $0.octets } }
        try await eventually("it is asked for") { transport.waiting == 1 }
        first.cancel()
        for _ in 0..<100 { await Task.yield() }
        #expect(transport.waiting == 1)
        second.cancel()
        #expect(await first.value == nil)
        #expect(await second.value == nil)
        try await eventually("nothing is held") { cache.held == 0 && transport.waiting == 0 }
    }

    @Test("a minute is for all files of a message, and what is there by then goes along")
    func patience() async throws {
        let time = ManualTime()
        let transport = DawdlingTransport()
        let cache = Self.cache(transport, time)
        let links = (1...8).map { "https://a.example/\($0).png" }
        async let files = cache.use(Self.message(links: links)) { $0 }
        try await eventually("the first is asked for") { transport.waiting == 1 }
        transport.answer()
        for asked in 2...4 {
            try await eventually("\(asked)") {
                transport.asked == asked && transport.waiting == 1 && time.sleepers == 2
            }
            time.advance(by: .seconds(20))
        }
        #expect(await files?.links == ["https://a.example/1.png"])
        #expect(transport.asked <= 5)
    }
}
