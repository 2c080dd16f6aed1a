// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization
import XMPP

/// What the test, on its thread, and the connection, on NIO's, share.
final class PlayedServerPlay: Sendable {
    struct State {
        var behaviour: PlayedServer.Behaviour
        var routesPings = true
        /// Domains of the server's own, whose IQs it answers.
        var hosted: Set<String> = []
        var dropsBareIQs = false
        var droppedIQs = 0
        var admitsOne = false
        var isDeaf = false
        var keeps = true
        var channel: (any Channel)?
        var isUp = false
        var connections = 0
        var received: [Stanza] = []
        var receivedCount = 0
        var pings: [Stanza] = []
        var pongs = 0
        var streamErrors: [StreamError] = []
        var farewells = 0
        var flooded = 0
    }

    let domain: String
    let secret: String
    let state: Mutex<State>

    init(domain: String, secret: String, behaviour: PlayedServer.Behaviour) {
        self.domain = domain
        self.secret = secret
        state = Mutex(State(behaviour: behaviour))
    }
}
