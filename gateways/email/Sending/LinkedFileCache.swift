// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Fetches the files of each message once, however many get it and however often it is tried: its copies share them (design
/// section 9), and what was fetched is kept beside the messages that wait, also over a restart.
///
/// Else one message to a hundred people with twenty links would be two thousand requests to a host of its sender's choice.
actor LinkedFileCache {
    /// Octets of all files that are being fetched, that are being sent, or that are kept; with `MailSender.memory` the
    /// 128 MiB of the design.
    static let memory = 56 << 20
    /// Octets of them that one account may have: two of the largest messages, and room for another's is left.
    static let share = 2 * LinkedFiles.mostOctets
    /// For fetching all files of a message: later ones stay links.
    static let patience = Duration.seconds(60)
    /// How long files stay in memory behind their last use, while nobody needs the room: longer than a server that knows us
    /// not yet (greylisting) usually has us wait.
    static let linger = Duration.seconds(600)

    private struct Key: Hashable {
        /// The id that all copies of a message share.
        let message: String
        let links: [String]
    }

    private struct Entry {
        let holder: String
        let task: Task<LinkedFiles?, Never>
        var users: Set<Int> = []
        /// nil until they are here.
        var octets: Int?
        /// The latest of its uses.
        var lastUse = 0
    }

    private let fetcher: AttachmentFetcher
    private let time: any TimeSource
    private let budget: MemoryBudget
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    /// Messages that wait for room.
    private var waiting = 0

    init(_ fetcher: AttachmentFetcher, memory: Int = LinkedFileCache.memory, share: Int = LinkedFileCache.share) {
        self.fetcher = fetcher
        time = fetcher.time
        budget = MemoryBudget(octets: memory, share: share)
    }

    /// Octets that are held, in fetching or of files.
    nonisolated var held: Int { budget.held }

    /// Does the work with the message's files, which stay as long as it takes; nil where the task is cancelled before.
    nonisolated func use<Result: Sendable>(
        _ message: OutgoingMessage, _ work: (LinkedFiles) async -> Result
    ) async -> Result? {
        let uploads = UploadLinks.find(in: message.text).filter { !message.media.contains($0) }
        let links = Array((message.media + uploads).prefix(EmailGateway.mostAttachments))
        guard !links.isEmpty else { return await work(LinkedFiles()) }
        let key = Key(message: message.thread.networkID ?? message.reference, links: links)
        let (task, user) = await enter(key, message)
        let files = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            Task { await leave(key, user) }
        }
        guard let files else { return nil }
        let result = await work(files)
        await leave(key, user)
        return result
    }
}

// Coming and going.
extension LinkedFileCache {
    private func enter(_ key: Key, _ message: OutgoingMessage) -> (Task<LinkedFiles?, Never>, user: Int) {
        uses += 1
        let holder = message.from.text
        let media = Set(message.media)
        var entry =
            entries[key]
            ?? Entry(
                holder: holder,
                task: Task { [kept = message.fetched] in
                    await load(key, media: media, for: holder, kept: kept)
                })
        entry.users.insert(uses)
        entry.lastUse = uses
        entries[key] = entry
        return (entry.task, uses)
    }

    private func leave(_ key: Key, _ user: Int) {
        guard var entry = entries[key], entry.users.remove(user) != nil else { return }
        entries[key] = entry
        guard entry.users.isEmpty else { return }
        guard entry.octets != nil else {
            // Nobody waits for it any more.
            entries[key] = nil
            return entry.task.cancel()
        }
        if waiting > 0 { return forget(key) }
        let lastUse = entry.lastUse
        Task { [weak self, time] in
            guard (try? await time.sleep(for: Self.linger)) != nil else { return }
            await self?.forget(key, usedLast: lastUse)
        }
    }

    private func forget(_ key: Key, usedLast use: Int) {
        if let entry = entries[key], entry.users.isEmpty, entry.lastUse == use { forget(key) }
    }

    private func forget(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key), let octets = entry.octets else { return }
        budget.give(back: octets, of: entry.holder)
    }
}

// Fetching.
extension LinkedFileCache {
    /// nil where nobody waits for them any more.
    private func load(
        _ key: Key, media: Set<String>, for holder: String, kept: (any FetchedFiles)?
    ) async -> LinkedFiles? {
        let most = min(LinkedFiles.mostOctets, key.links.count * AttachmentFetcher.mostBytes)
        guard await takeRoom(most, for: holder) else { return nil }
        let files = await time.limit(to: Self.patience) { [fetcher] in
            await LinkedFiles.fetch(key.links, media: media) { link in
                await Self.file(from: link, of: key.message, kept: kept, by: fetcher)
            }
        }
        guard !Task.isCancelled, entries[key] != nil else {
            budget.give(back: most, of: holder)
            return nil
        }
        entries[key]?.octets = files.octets
        budget.give(back: most - files.octets, of: holder)
        return files
    }

    /// From where it was kept, else from where it is. A fetch that was broken off by us says nothing about the link.
    private static func file(
        from link: String, of message: String, kept: (any FetchedFiles)?, by fetcher: AttachmentFetcher
    ) async -> Attachment? {
        switch await kept?.file(from: link, of: message) {
        case .file(let file): return file
        case .nothing: return nil
        case nil: break
        }
        let file = await fetcher.fetch(link)
        if file != nil || !Task.isCancelled {
            await kept?.keep(file.map(FetchedFile.file) ?? .nothing, from: link, of: message)
        }
        return file
    }

    /// Waits for so much room; what nobody uses makes it first, the oldest of it before the rest.
    private func takeRoom(_ octets: Int, for holder: String) async -> Bool {
        for (key, _) in entries.filter({ $0.value.users.isEmpty }).sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            if budget.take(octets, for: holder) { return true }
            forget(key)
        }
        waiting += 1
        defer { waiting -= 1 }
        return await budget.wait(for: octets, holder: holder)
    }
}
