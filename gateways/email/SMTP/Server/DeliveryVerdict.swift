// SPDX-License-Identifier: Apache-2.0

/// What became of a message for one recipient.
package enum DeliveryVerdict: Hashable, Sendable {
    /// It is on disk.
    case stored
    /// Not now; the client keeps it and tries again.
    case busy
    /// No room now; the client keeps it and tries again.
    case full
    /// Never; the words go to the client.
    case refused(String)
}
