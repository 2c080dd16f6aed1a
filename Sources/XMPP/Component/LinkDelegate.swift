// SPDX-License-Identifier: Apache-2.0

/// Who hears what a link receives.
///
/// Neither function may wait for a `Confirmation` of the same link: the confirmation comes in by reading, and reading
/// goes on only when they have returned.
package protocol LinkDelegate: Sendable {
    /// Stanzas of one read, in order. Reading goes on only when this returns, which makes a slow receiver slow the
    /// sender. What it returns is written, in order. It is let finish even while the link is being stopped.
    func received(_ stanzas: [Stanza], on link: ComponentLink) async -> [Stanza]
    /// Called once a change; with `.up` before the first stanza of the stream.
    func linkChanged(_ state: LinkState, on link: ComponentLink) async
}
