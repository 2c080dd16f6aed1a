// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Notation
import SMTP

/// The open listener of one gateway.
struct MailDoor: Door {
    /// For mails that are coming in when the daemon stops; it has ten seconds for everything.
    private static let grace = Duration.seconds(3)

    let place: String
    private let listener: MailListener

    init(_ settings: ListenerSettings, _ intake: MailIntake, logger: Logger) async throws(DoorFailure) {
        listener = MailListener(settings, reception: intake, logger: logger)
        do throws(ListenFailure) {
            let port = try await listener.bind()
            place = HostAndPort(host: settings.host, port: port).description
        } catch {
            throw DoorFailure(error.sentence, isMisconfigured: error.isMisconfigured)
        }
    }

    func shut() async { await listener.stop(within: Self.grace) }
}
