// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// A request's body, read up to a limit. What is over the limit is never kept.
enum LimitedBody: Equatable {
    case complete([UInt8])
    case tooLarge
    /// All bodies together have taken the memory that there is for them.
    case noRoom
    /// The sender went away, broke the framing, or took too long.
    case incomplete

    /// A length that is announced as too large is refused unread; what comes is booked as it comes, for an announcement
    /// is nothing yet.
    init(of request: Request, upTo limit: Int, _ booking: Booking) async {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > limit {
            self = .tooLarge
            return
        }
        var bytes: [UInt8] = []
        // An announcement costs its sender nothing, so it gets little memory in advance.
        bytes.reserveCapacity(min(announced ?? 0, 16 * 1024))
        do {
            for try await chunk in request.body {
                guard bytes.count + chunk.readableBytes <= limit else {
                    self = .tooLarge
                    return
                }
                guard await booking.add(chunk.readableBytes) else {
                    self = .noRoom
                    return
                }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        } catch {
            self = .incomplete
            return
        }
        // A connection that is closed in the middle ends the stream without an error.
        self = announced.map { $0 == bytes.count } ?? true ? .complete(bytes) : .incomplete
    }
}
