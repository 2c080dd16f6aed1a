// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// A directory that remembers for a moment whom it has found: a mail asks for its recipients several times, and a mail
/// server brings many mails for the same ones. That nobody has an address is always asked anew.
final class HolderMemory: Directory {
    /// So long may an account that is gone still be taken mail for, which is then kept for the operator.
    private static let lifetime = Duration.seconds(1)
    private static let most = 1000

    private struct Finding {
        let holder: AddressHolder
        let until: Duration
    }

    private let directory: any Directory
    private let time: any TimeSource
    private let findings = Mutex<[Address: Finding]>([:])

    init(_ directory: any Directory, time: any TimeSource) {
        self.directory = directory
        self.time = time
    }

    func holder(of address: Address) async throws(InboxFailure) -> AddressHolder? {
        let now = time.uptime
        if let finding = findings.withLock({ $0[address] }), finding.until > now { return finding.holder }
        let holder = try await directory.holder(of: address)
        findings.withLock { findings in
            if findings.count >= Self.most { findings = [:] }
            findings[address] = holder.map { Finding(holder: $0, until: now + Self.lifetime) }
        }
        return holder
    }
}
