// SPDX-License-Identifier: Apache-2.0

import MIME

/// What the `Authentication-Results` of our own mail server say, and no field that the sender may have written.
///
/// A server puts its `Received` on top of what it was sent, so the sender's fields all stand below the first one. Its
/// filters write above that `Received` (at index 0 of the milter protocol) or directly below it (at index 1, as OpenDKIM,
/// OpenDMARC and rspamd do), where the sender's fields follow without a mark:
///
/// - Above the first `Received` everything is ours. Several fields add up, and nothing below is looked at.
/// - Below it only the topmost field of ours counts: whoever wrote the next one cannot be told. Below the second
///   `Received` nothing counts at all, whether or not something was found above.
///
/// A filter that writes there and for once says nothing leaves that place to the sender. The header does not show it;
/// hence the mail server has to remove such fields from what it is sent (RFC 8601 section 5).
struct TrustedResults {
    private let fields: [AuthenticationResults]

    /// What stands below a line that is no field does not count either: the server may have taken it for text.
    ///
    /// - Parameter authservID: compared without case.
    init(_ header: HeaderFields, from authservID: String) {
        let traces = header.soundList.split(omittingEmptySubsequences: false) { $0.name.lowercased() == "received" }
        let own = { (index: Int) in index < traces.count ? Self.own(traces[index], authservID.lowercased()) : [] }
        let above = traces.count > 1 ? own(0).compactMap(\.self) : []
        guard above.isEmpty else {
            fields = above
            return
        }
        // Without any `Received` there is no place that is ours alone.
        let below = own(traces.count > 1 ? 1 : 0)
        fields = (below.first ?? nil).map { [$0] } ?? []
    }

    var isEmpty: Bool { fields.isEmpty }

    /// What the uppermost field that speaks of a method says of it.
    func statements(of method: String) -> [AuthenticationResults.Method] {
        fields.lazy.map { $0.methods.filter { $0.name == method } }.first { !$0.isEmpty } ?? []
    }

    /// From top to bottom; nil is a field that cannot be read: it may be ours, and what stands below it the sender's.
    private static func own(
        _ trace: some Sequence<(name: String, value: String)>, _ authservID: String
    ) -> [AuthenticationResults?] {
        trace.lazy.filter { $0.name.lowercased() == "authentication-results" }
            .map { AuthenticationResults($0.value) }.filter { $0?.authservID ?? authservID == authservID }
    }
}
