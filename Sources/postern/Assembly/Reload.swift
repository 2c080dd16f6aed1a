// SPDX-License-Identifier: Apache-2.0

import Bridge
import Logging
import PosternConfiguration
import ServiceLifecycle
import Transfer
import UnixSignals

/// SIGHUP reads the configuration again and applies what can change without dropping a link. A file that is not right
/// leaves the running one in force.
struct Reload: Service {
    let option: ConfigOption
    let live: LiveConfiguration
    /// With which links, listeners and doors were opened.
    let started: Configuration
    let bridge: Bridge
    let transport: CurlTransport
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do {
            let configuration = try Session(option).configuration
            let needs = RestartNeeds(started: started, new: configuration)
            // Who calls back calls where we listen, and that stays.
            var setups = try Adapters(configuration, publicURL: started.http.publicURL, transport: transport).setups()
            for post in bridge.posts where !needs.fits(post.name) {
                setups[post.name]?.adapter = post.adapter
            }
            live.configuration = configuration
            LogOutput.shared.apply(configuration.log)
            await bridge.reload(setups)
            logger.notice("The configuration was read again.")
            let places = needs.places.joined(separator: ", ")
            if !places.isEmpty {
                logger.warning("Some of the changes take effect only when Postern is started anew: \(places).")
            }
        } catch {
            logger.error("The configuration was not read again, and the running one stays: \(error.sentence)")
        }
    }
}
