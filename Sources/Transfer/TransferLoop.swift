// SPDX-License-Identifier: Apache-2.0

import CCurl

/// All transfers, on one thread: collects what tasks want, lets libcurl work, hands out results, sleeps.
final class TransferLoop {
    /// libcurl wakes up by itself for its own timeouts; this only bounds a sleep without any, in milliseconds.
    private static let longestSleep: Int32 = 60_000

    private let mailbox: TransferMailbox
    private let options: CurlTransport.Options
    private let multi: MultiHandle
    private var active: [UInt64: EasyHandle] = [:]
    /// Handles without a transfer, the last used on top.
    private var idle: [EasyHandle] = []

    /// nil when libcurl cannot be set up.
    init?(_ mailbox: TransferMailbox, _ options: CurlTransport.Options) {
        guard let multi = MultiHandle(options) else { return nil }
        self.mailbox = mailbox
        self.options = options
        self.multi = multi
    }

    /// Runs until the mailbox is closed.
    func run() {
        while true {
            let batch = mailbox.collect()
            cancel(batch.cancellations)
            for job in batch.starts { begin(job, isCancelled: batch.ends || batch.cancellations.contains(job.id)) }
            if batch.ends { break }
            multi.perform()
            while let ended = multi.nextEnded() { finish(ended.handle, ended.code) }
            if mailbox.maySleep(multi.waker) { multi.wait(limit: Self.longestSleep) }
        }
        cancel(Set(active.keys))
    }

    private func begin(_ job: TransferJob, isCancelled: Bool) {
        guard !isCancelled else {
            return job.continuation.resume(returning: .failure(.cancelled(mayHaveBeenSent: false)))
        }
        guard let handle = idle.popLast() ?? EasyHandle(options) else {
            return job.continuation.resume(returning: .failure(.libcurlRefuses))
        }
        guard handle.prepare(for: job), multi.add(handle) else {
            // Not kept: which of its options are set is unknown now.
            return job.continuation.resume(returning: .failure(.libcurlRefuses))
        }
        active[job.id] = handle
    }

    private func finish(_ handle: EasyHandle, _ code: CURLcode) {
        guard let job = handle.job else { return }
        let result = handle.result(code, of: job.request)
        release(handle, job)
        job.continuation.resume(returning: result)
    }

    private func cancel(_ ids: Set<UInt64>) {
        for id in ids {
            guard let handle = active[id], let job = handle.job else { continue }
            let mayHaveBeenSent = handle.bytesSent > 0
            release(handle, job)
            job.continuation.resume(returning: .failure(.cancelled(mayHaveBeenSent: mayHaveBeenSent)))
        }
    }

    private func release(_ handle: EasyHandle, _ job: TransferJob) {
        multi.remove(handle)
        active[job.id] = nil
        handle.rest()
        if idle.count < options.maxConnectionsPerHost { idle.append(handle) }
    }
}

extension TransferFailure {
    /// Nothing that an operator can set right in a request.
    static let libcurlRefuses = TransferFailure.notSent(
        "libcurl cannot be set up for the request; check that libcurl 7.88 or newer is installed and memory is left.")
}
