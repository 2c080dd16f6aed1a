// SPDX-License-Identifier: Apache-2.0

/// What one listener grants whoever connects. The values are those of the design, section 9, where it names one.
package struct ListenerLimits: Sendable {
    /// The largest webhook body of any hook, in octets; most hooks take less (`Webhook.largestBody`). A larger one is
    /// refused before it is read.
    package static let webhookBody = 16 * 1024 * 1024
    /// The largest head of a request, in octets; RFC 9112 section 3 asks for at least 8,000 for the request line.
    static let headOctets = 32 * 1024
    /// The most header fields of a request.
    static let headFields = 100

    /// Octets of memory for the bodies of webhooks that come in or are being stored, and for files that go out (design
    /// section 9). Half of it is the most that one address has, but for this machine, where the web server may stand that
    /// calls for everybody.
    package var hookMemory = 64 << 20
    package var fileMemory = 64 << 20
    /// How long who finds no room waits for it. Less than `bodyDeadline`, so that 503 can be said.
    package var patience: Duration = .seconds(3)
    /// What 503 says in Retry-After, in seconds: when slow bodies have met their deadline.
    static let retryAfter = 10
    /// Octets a second that whoever reads a file takes at least, each piece of it by itself: half of what a phone has
    /// without 3G (EDGE, about 16 KiB/s).
    package var readerRate = 8 * 1024
    /// How long a reader may take nothing, or next to nothing, of an answer.
    package var stall: Duration = .seconds(30)

    /// How long a body may take to arrive, from its head on.
    package var bodyDeadline: Duration = .seconds(10)
    /// How long a connection may be without a complete request head: a slow head, or nothing after an answer.
    package var idle: Duration = .seconds(30)
    /// How many connections are served at once; the next ones wait in the system's queue. Half of the 1,024 files that
    /// a process may usually have open.
    package var connections = 512

    package init() {}
}
