// SPDX-License-Identifier: Apache-2.0

/// What a listener bears, over all of its connections.
package struct ListenerLimits: Sendable {
    /// Connections at once; half of the 1,024 files that a process may usually have open.
    package var connections = 500
    /// Connections at once from one address (of IPv6, from one /64); from this machine, where the mail server may stand, only the limit above
    /// counts.
    package var connectionsPerAddress = 50
    /// Octets of memory for messages that are coming in or are being stored (design section 9). Beyond it, a message is to
    /// come again. One address has half of it at the most.
    package var memory = 128 << 20
    /// Octets that a connection holds besides the largest message: what was read and not yet looked at.
    static let besides = 128 << 10
    /// What the limits of a session count as a second.
    package var tick = Duration.seconds(1)
    /// How long the last words may wait to be read before the connection is cut.
    package var farewell = Duration.seconds(2)

    package init() {}
}
