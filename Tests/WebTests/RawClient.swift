// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// A client that says exactly what a test wants it to say, well-formed or not.
struct RawClient {
    struct Answer: Equatable {
        var status = 0
        /// Names in lower case.
        var headers: [String: String] = [:]
        var body = ""
    }

    private typealias Wire = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let wire: Wire

    /// Connects, talks, and closes whatever happened.
    static func talk<Result: Sendable>(
        to port: Int, _ body: @Sendable (inout Conversation) async throws -> Result
    ) async throws -> Result {
        let wire = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await wire.executeThenClose { inbound, outbound in
            var conversation = Conversation(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&conversation)
        }
    }

    /// One request on a connection of its own.
    static func ask(
        _ port: Int, _ method: String, _ target: String, headers: [String: String] = [:], body: String? = nil
    ) async throws -> Answer {
        try await talk(to: port) { conversation in
            try await conversation.say(request(method, target, headers: headers, body: body))
            return try await conversation.answer(hasBody: method != "HEAD")
        }
    }

    static func request(
        _ method: String, _ target: String, headers: [String: String] = [:], body: String? = nil
    ) -> String {
        var head = "\(method) \(target) HTTP/1.1\r\nhost: elsewhere.example\r\n"
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
        if let body { head += "content-length: \(body.utf8.count)\r\n" }
        return head + "\r\n" + (body ?? "")
    }
}

/// Both directions of one connection.
struct Conversation {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received: [UInt8] = []

    init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    func say(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// The next answer; status 0 where the server closed instead.
    mutating func answer(hasBody: Bool = true) async throws -> RawClient.Answer {
        while headEnd == nil {
            guard try await more() else { return RawClient.Answer() }
        }
        guard let end = headEnd else { return RawClient.Answer() }
        var answer = Self.head(received[..<end])
        received.removeFirst(end + 4)
        let length = hasBody ? answer.headers["content-length"].flatMap { Int($0) } ?? 0 : 0
        while received.count < length {
            guard try await more() else { break }
        }
        answer.body = String(decoding: received.prefix(length), as: UTF8.self)
        received.removeFirst(min(length, received.count))
        return answer
    }

    /// Waits for something, and leaves the rest unread; false where the server closes instead.
    @discardableResult
    mutating func readSome() async throws -> Bool {
        try await more()
    }

    /// Reads until the server closes, and gives how many octets came.
    mutating func readsToEnd() async -> Int {
        var count = received.count
        received = []
        while (try? await more()) == true {
            count += received.count
            received = []
        }
        return count
    }

    /// True when the server has closed the connection without another word.
    mutating func isClosed() async -> Bool {
        guard received.isEmpty else { return false }
        do {
            return try await !more()
        } catch {
            return true
        }
    }

    private mutating func more() async throws -> Bool {
        guard let chunk = try await inbound.next() else { return false }
        received.append(contentsOf: chunk.readableBytesView)
        return true
    }

    private var headEnd: Int? {
        guard received.count >= 4 else { return nil }
        return (0...(received.count - 4)).first { received[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10]) }
    }

    private static func head(_ octets: ArraySlice<UInt8>) -> RawClient.Answer {
        let lines = String(decoding: octets, as: UTF8.self).split(separator: "\r\n")
        var answer = RawClient.Answer()
        answer.status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            answer.headers[line[..<colon].lowercased()] =
                String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return answer
    }
}
