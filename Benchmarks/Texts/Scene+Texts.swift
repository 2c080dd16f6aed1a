// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Scene {
    /// A gateway to SMS, and the simulated provider.
    static func texts(_ ports: Ports, _ binaries: URL) -> Scene {
        let provider = "127.0.0.1:\(ports.outside)"
        let numbers = (0..<Stage.accounts).map { "\"\(number($0))\"" }.joined(separator: ", ")
        return Scene(
            domain: "sms.bench",
            gateway: """
                [gateways.sms]
                kind = "sms"
                domain = "sms.bench"
                secret = "bench"
                register = ["bench"]
                provider = "simulator"
                endpoint = "http://\(provider)"
                numbers = [\(numbers)]
                region = "US"
                parallel = 64
                [gateways.sms.settings]
                api_key = "simulator-key"
                signing_key = "simulator-signing-key"
                """,
            outside: (
                binaries.appendingPathComponent("postern-simulator"),
                [
                    "--listen", provider, "--postern", "http://127.0.0.1:\(ports.web)", "--gateway", "sms",
                    "--keep", "1000",
                ]
            ),
            registration: { "<phone>\(number($0))</phone>" })
    }

    static func number(_ index: Int) -> String { "+1555010000\(index)" }
}
