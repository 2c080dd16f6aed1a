// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// Why a listener could not begin: one sentence for the operator. The daemon exits 69, or 78 where the configuration is
/// to blame.
package struct ListenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, where, and what to change.
    package let sentence: String
    /// A file that the configuration names is not what it should be.
    package let isMisconfigured: Bool

    package var description: String { sentence }

    init(binding settings: ListenerSettings, _ error: any Error) {
        let (address, key) = (settings.address, settings.key)
        isMisconfigured = false
        sentence =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE:
                "port \(settings.port) of \(settings.host) is in use: stop the program that has it, or change \(key)"
            case EACCES, EPERM: "not allowed to listen on \(address): choose a port above 1023 in \(key)"
            case EADDRNOTAVAIL: "this machine has no address \(settings.host): change \(key)"
            case .some(let code): "cannot listen on \(address) (\(String(cString: strerror(code)))): check \(key)"
            case nil: "cannot listen on \(address) (\(error)): check \(key)"
            }
    }

    init(certificate: String) {
        isMisconfigured = true
        sentence = "no certificate can be read from \(certificate): name a PEM file with the certificate and its chain"
    }

    init(privateKey: String) {
        isMisconfigured = true
        sentence = "no private key can be read from \(privateKey): name a PEM file with a key that has no passphrase"
    }

    init(certificate: String, doesNotFit privateKey: String) {
        isMisconfigured = true
        sentence = "the key in \(privateKey) is not that of the certificate in \(certificate): name a pair"
    }
}
