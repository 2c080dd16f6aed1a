// SPDX-License-Identifier: Apache-2.0

/// What a commit survives once it has returned.
package enum Durability: Sendable {
    /// Everything: it is on the disk.
    case powerLoss
    /// The end of this process, and that of the machine after the next commit that survives it. For what may be done
    /// again; it saves the wait for the disk.
    case crash
}
