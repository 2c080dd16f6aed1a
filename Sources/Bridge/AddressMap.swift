// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

/// Translates between the network's addresses and contacts' JIDs on a gateway's domain. The adapter says what an address
/// is; XEP-0106 says how it is written in a JID.
package struct AddressMap: Sendable {
    private let gateway: any Gateway
    let domain: String

    package init(gateway: any Gateway, domain: String) {
        self.gateway = gateway
        self.domain = domain
    }

    /// The contact's JID; nil where the address cannot be written as one (too long for RFC 7622).
    package func jid(of address: Address) -> JID? {
        JID(local: JIDEscaping.escape(address.text), domain: domain)
    }

    /// Whom a stanza to this JID is for.
    package func address(in jid: JID) async throws(AddressProblem) -> Address {
        guard let local = jid.local else {
            throw AddressProblem(
                Sentence(
                    "This is the gateway itself. Write to a contact, whose address stands before the @.",
                    german: "Das ist das Gateway selbst. Schreiben Sie an einen Kontakt; seine Adresse steht vor dem @."
                ))
        }
        return try await gateway.address(localPart: JIDEscaping.unescape(local))
    }
}
