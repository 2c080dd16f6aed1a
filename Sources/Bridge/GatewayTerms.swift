// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// What holds for a gateway while something is stored: constant facts of its adapter and decisions of its operator. The
/// adapter itself is not in it, for nobody is asked within a transaction.
package struct GatewayTerms: Sendable {
    package let profile: GatewayProfile
    package let policy: GatewayPolicy
}
