// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import XMPP

/// The list of what a gateway answers; each feature announces itself in service discovery (XEP-0030).
enum Features {
    static func router(for post: GatewayPost, registration: Registration, version: String) -> IQRouter {
        let profile = post.adapter.profile
        return IQRouter(
            identity: .init(category: "gateway", type: profile.identityType, name: "Postern \(profile.name)"),
            features: [
                Ping(),
                SoftwareVersion(name: "Postern", version: version),
                InBandRegistration(registrar: registration),
                GatewayInteraction(
                    description: { description.text(for: $0) }, prompt: { prompt.text(for: $0) },
                    resolve: { typed, language async throws(StanzaError) in try await jid(typed: typed, language, post)
                    }),
                JIDEscaping(),
                DeliveryReceipts(),
            ] + (profile.recipientLimit > 1 ? [ExtendedAddressing()] : []))
    }

    /// The contact's JID for what a person typed into the client's search field.
    private static func jid(
        typed text: String, _ language: String?, _ post: GatewayPost
    ) async throws(StanzaError) -> JID {
        do throws(AddressProblem) {
            let address = try await post.adapter.address(typed: text)
            if let jid = post.addresses.jid(of: address) { return jid }
            throw AddressProblem(Self.tooLong)
        } catch {
            throw Failure.notAnAddress(error).error(language: language)
        }
    }

    private static let description = Sentence(
        "Enter the address of the person you want to write to.",
        german: "Geben Sie die Adresse der Person ein, der Sie schreiben möchten.")
    private static let prompt = Sentence("Address", german: "Adresse")
    private static let tooLong = Sentence("This address is too long.", german: "Diese Adresse ist zu lang.")
}
