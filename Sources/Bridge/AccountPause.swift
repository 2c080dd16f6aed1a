// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
import XMPP

/// Trouble with the account at the provider (credentials, funds) stops a gateway: its rows stay queued, new messages are
/// refused, and the admins hear of it once a pause.
struct AccountPause: Sendable {
    /// How often a paused gateway looks whether the trouble is over.
    static let probeInterval = Duration.seconds(5 * 60)
    /// A probe may succeed where sending does not: then the same pause begins again every few minutes, and once an hour is
    /// enough for the admins.
    private static let silence = Duration.seconds(3600)

    let post: GatewayPost
    let logger: Logger

    /// A pause that has begun, to be announced once the store has it.
    struct Beginning: Sendable {
        let reason: String
    }

    /// The first trouble begins the pause; what else was under way only joins it, and gets nil.
    func begin(reason: String, _ policy: GatewayPolicy, in tx: Transaction) throws -> Beginning? {
        guard try tx.pause(gateway: post.name, reason: reason, since: tx.now) else { return nil }
        let mustTell = try tx.tellsOfPause(gateway: post.name, silence: Self.silence)
        for admin in mustTell ? policy.admins : [] {
            _ = try tx.enqueue(.notice(sentence(reason), to: admin, gateway: post.name, language: nil))
        }
        return Beginning(reason: reason)
    }

    func announce(_ beginning: Beginning) {
        logger.error(
            "Nothing can be sent, so the gateway is paused: \(Self.withoutAddresses(beginning.reason))",
            metadata: ["gateway": "\(post.name)"])
    }

    /// A log tells no addresses, and servers like to quote them.
    private static func withoutAddresses(_ reason: String) -> String {
        reason.split(separator: " ").map { word in
            let digits = word.unicodeScalars.count { ("0"..."9").contains($0) }
            return word.contains("@") || digits >= fewestDigits ? "…" : word
        }
        .joined(separator: " ")
    }

    /// Of a phone number; an error code has fewer.
    private static let fewestDigits = 7

    /// Asks the provider; a success lets everything go on.
    func probe(_ store: Store) async {
        guard case .ready = await post.adapter.probe() else { return }
        await end(store, because: "a probe of the provider succeeded", isProbed: true)
    }

    func end(_ store: Store, because reason: String, isProbed: Bool = false) async {
        let name = post.name
        let wasPaused: Bool
        do throws(StoreFailure) {
            wasPaused = try await store.commit { tx in
                let wasPaused = try tx.isPaused(gateway: name)
                if wasPaused { try tx.resume(gateway: name, isProbed: isProbed) }
                return wasPaused
            }
        } catch {
            return logger.error("The pause could not be ended: \(error.sentence)", metadata: ["gateway": "\(name)"])
        }
        guard wasPaused else { return }
        logger.notice("The gateway sends again: \(reason).", metadata: ["gateway": "\(name)"])
        post.ring()
    }

    private func sentence(_ reason: String) -> Sentence {
        // It stands in the middle of a sentence here.
        let reason = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
        return Sentence(
            "The gateway \(post.name) is paused, because nothing can be sent: \(reason). Set it right, then "
                + "run `postern messages retry` or reload.",
            german:
                "Das Gateway \(post.name) pausiert, weil sich nichts senden lässt: \(reason). Bringen Sie es "
                + "in Ordnung; danach `postern messages retry` oder neu laden.")
    }
}
