// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import XMPP

/// Everybody whom a message stanza is for: the contact that it is addressed to first, then those whom XEP-0033 adds.
struct Addressees {
    let stanza: Stanza
    let map: AddressMap
    let adapter: any Gateway

    /// Never empty, nobody twice.
    func recipients(to: JID) async throws(Failure) -> [Recipient] {
        let listed = try await listed()
        var recipients: [Recipient] = []
        if to.local != nil || listed.isEmpty {
            let contact = try await address(in: to)
            recipients.append(listed.first { $0.address == contact } ?? Recipient(contact, role: .to))
        }
        var seen = Set(recipients.map(\.address))
        for recipient in listed where seen.insert(recipient.address).inserted { recipients.append(recipient) }
        let limit = adapter.profile.recipientLimit
        guard recipients.count <= limit else { throw .refused(Self.tooMany(limit)) }
        return recipients
    }

    /// Whoever is delivered already, and the sender, are no concern of ours.
    private func listed() async throws(Failure) -> [Recipient] {
        var listed: [Recipient] = []
        for address in ExtendedAddress.all(in: stanza) where !address.isDelivered {
            guard let role = Recipient.Role(rawValue: address.kind.rawValue), !isSender(address) else { continue }
            listed.append(Recipient(try await self.address(of: address), name: address.description, role: role))
        }
        return listed
    }

    private func isSender(_ address: ExtendedAddress) -> Bool {
        guard let sender = stanza.from, let jid = address.jid.flatMap({ JID($0) }) else { return false }
        return jid.bare == sender.bare
    }

    private func address(of listed: ExtendedAddress) async throws(Failure) -> Address {
        if let text = listed.jid {
            guard let jid = JID(text), jid.domain == map.domain else { throw .refused(Self.notOurs(text)) }
            return try await address(in: jid)
        }
        return try await address(uri: listed.uri ?? "")
    }

    private func address(in jid: JID) async throws(Failure) -> Address {
        do { return try await map.address(in: jid) } catch { throw .notAnAddress(error) }
    }

    /// `mailto:bob@example.com` (RFC 6068), `sms:+15550100099` (RFC 5724).
    private func address(uri: String) async throws(Failure) -> Address {
        guard let colon = uri.firstIndex(of: ":") else { throw .refused(Self.notOurs(uri)) }
        let rest = uri[uri.index(after: colon)...].prefix { $0 != "?" }
        do {
            return try await adapter.address(typed: PercentEncoding.decode(rest) ?? String(rest))
        } catch {
            throw .notAnAddress(error)
        }
    }

    private static func tooMany(_ limit: Int) -> Refusal {
        guard limit > 1 else {
            return Refusal(
                .policy,
                Sentence(
                    "A message through this gateway goes to one recipient. Write to each of them.",
                    german: "Eine Nachricht über dieses Gateway geht an einen Empfänger. Schreiben Sie jedem einzeln."))
        }
        return Refusal(
            .policy,
            Sentence(
                "A message can go to \(limit) recipients at the most.",
                german: "Eine Nachricht kann an höchstens \(limit) Empfänger gehen."))
    }

    private static func notOurs(_ text: String) -> Refusal {
        let shown = String(text.prefix(100))
        return Refusal(
            .recipient,
            Sentence(
                "This gateway cannot reach \(shown).", german: "Dieses Gateway kann \(shown) nicht erreichen."))
    }
}
