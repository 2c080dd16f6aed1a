// SPDX-License-Identifier: Apache-2.0

import Synchronization

import class Foundation.Thread

/// HTTP by libcurl: one thread for all transfers, connections kept and shared (HTTP/2 where TLS agrees on it).
///
/// Only `http` and `https`; TLS is always verified; redirects are not followed; proxies of the environment are ignored;
/// and no request is ever sent twice, not even when a kept connection dies under it.
package final class CurlTransport: HTTPTransport {
    struct Options: Sendable {
        let maxConnectionsPerHost: Int
        let caFile: String?
        let userAgent: String
        let reach: Reach
    }

    /// To whom connections may be made.
    package enum Reach: Sendable, Equatable {
        case anywhere
        /// Only to public addresses, judged after the name was resolved; except these places, and them only where no
        /// redirect led there.
        case publicOnly(except: Set<PrivatePlace>)
    }

    private let mailbox = TransferMailbox()
    private let lastID = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - maxConnectionsPerHost: further requests to the host wait for one to become free, on their own timeout.
    ///   - caFile: a PEM file of authorities to trust beside the system's; nil for the system's alone.
    ///   - userAgent: sent where the request has no `User-Agent` of its own.
    ///   - reach: `publicOnly` for URLs that a stranger may have written.
    package init(
        maxConnectionsPerHost: Int = 64, caFile: String? = nil, userAgent: String = "Postern", reach: Reach = .anywhere
    ) {
        let options = Options(
            maxConnectionsPerHost: max(1, maxConnectionsPerHost), caFile: caFile, userAgent: userAgent, reach: reach)
        Self.startThread(mailbox, options)
    }

    deinit { mailbox.close() }

    /// Ends all transfers as cancelled, closes the connections, and returns when the thread has ended. A request after
    /// it fails as not sent.
    package func shutdown() async {
        mailbox.close()
        await mailbox.end()
    }

    package func send(_ request: HTTPRequest) async throws(TransferFailure) -> HTTPResponse {
        try request.check()
        let id = lastID.add(1, ordering: .relaxed).newValue
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                start(TransferJob(id: id, request: request, continuation: continuation))
            }
        } onCancel: {
            mailbox.cancel(id)
        }
        return try result.get().parsed
    }

    private func start(_ job: TransferJob) {
        guard !Task.isCancelled else {
            return job.continuation.resume(returning: .failure(.cancelled(mayHaveBeenSent: false)))
        }
        guard mailbox.start(job) else {
            let failure = TransferFailure.notSent("The request was not sent, because the program is stopping.")
            return job.continuation.resume(returning: .failure(failure))
        }
        // A cancellation that came just before found no transfer to end.
        if Task.isCancelled { mailbox.cancel(job.id) }
    }

    private static func startThread(_ mailbox: TransferMailbox, _ options: Options) {
        let thread = Thread {
            if let loop = TransferLoop(mailbox, options) {
                loop.run()
            } else {
                refuseAll(mailbox)
            }
            mailbox.loopEnded()
        }
        thread.name = "transfer"
        thread.start()
    }

    /// Without libcurl: answers what has come, and closes the door.
    private static func refuseAll(_ mailbox: TransferMailbox) {
        mailbox.close()
        for job in mailbox.collect().starts { job.continuation.resume(returning: .failure(.libcurlRefuses)) }
    }
}
