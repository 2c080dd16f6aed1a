// SPDX-License-Identifier: Apache-2.0

package import Notation
import Settings

extension Configuration {
    /// `[http]`: what the outside calls, `/hooks` and `/files`.
    package struct HTTP: Sendable, Equatable {
        /// Port 0 takes any free one.
        package let listen: HostAndPort
        /// How the outside reaches us: scheme, host and port, without a slash at the end.
        package let publicURL: String

        /// Without `public_url`, only who is on this machine can call: a provider beside us, such as Kannel.
        init?(_ table: SettingsTable) {
            listen = table.value("listen", .hostAndPort, default: HostAndPort(host: "127.0.0.1", port: 8087))
            let url = table.value("public_url", .origin)
            table.finish()
            if url == nil, !table.has("public_url"), !Loopback.isHost(listen.host) || listen.port == 0 {
                table.problem(
                    "is missing; write how the outside reaches \(listen), for example "
                        + "public_url = \"https://gw.example.org\"", key: "public_url")
                return nil
            }
            publicURL = url?.description ?? "http://\(listen)"
        }
    }

    /// `[admin]`: what the operator calls, `/healthz` and `/metrics`.
    package struct Admin: Sendable, Equatable {
        /// Port 0 takes any free one.
        package let listen: HostAndPort

        init(_ table: SettingsTable) {
            listen = table.value("listen", .hostAndPort, default: HostAndPort(host: "127.0.0.1", port: 8088))
            table.finish()
        }
    }
}
