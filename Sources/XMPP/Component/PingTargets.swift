// SPDX-License-Identifier: Apache-2.0

/// Whom the pings of a link ask, in the order in which they are tried. Any answer will do, an error as well.
///
/// The first is the component itself, whom the server only has to route it back to. Its address has a resource: ejabberd
/// with `mod_privilege` drops the IQs of a component to bare addresses without a word.
struct PingTargets: Sendable {
    /// Never empty.
    let jids: [JID]

    /// What stands behind the domain where an address has to have a resource.
    private static let resource = "postern"

    init(_ settings: LinkSettings) {
        let own = JID(trustedDomain: settings.domain)
        let server = settings.confirm.map { JID(trustedDomain: $0) }
        let chosen = server.map { [$0, $0.with(resource: Self.resource)] } ?? []
        // Where nobody said which domain is the server's, it is most likely the one above.
        let above = server == nil ? Self.parent(of: own).flatMap { $0.with(resource: Self.resource) } : nil
        jids = (chosen + [own.with(resource: Self.resource) ?? own, above]).compactMap { $0 }
    }

    /// `example.org` of `sms.example.org`; nil where that would be a top-level domain, which is nobody's server.
    private static func parent(of jid: JID) -> JID? {
        guard let dot = jid.domain.firstIndex(of: ".") else { return nil }
        let rest = jid.domain[jid.domain.index(after: dot)...]
        return rest.contains(".") || rest == "localhost" ? JID(rest) : nil
    }
}
