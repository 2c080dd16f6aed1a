// SPDX-License-Identifier: Apache-2.0

import Bridge
import GatewayKit
import Glibc
import Logging
import Metrics
import PosternConfiguration
import ServiceLifecycle
import Store
import Transfer
import UnixSignals
import Web
import XMPP

/// The running gateway, put together in the order in which its parts depend on each other.
struct Daemon {
    /// `run` stops within ten seconds of SIGTERM (design section 6); what has not ended by then is cut off.
    static let longestStop = Duration.seconds(9)

    private let option: ConfigOption
    private let live: LiveConfiguration
    private let transport: CurlTransport
    private let logger: Logger

    init(_ option: ConfigOption) throws(CommandFailure) {
        // Until the reload service listens, this signal would end the process.
        signal(SIGHUP, SIG_IGN)
        self.option = option
        let configuration = try Session(option).configuration
        live = LiveConfiguration(configuration)
        LogOutput.shared.apply(configuration.log)
        LoggingSystem.bootstrap(LogLine.init(label:))
        logger = Logger(label: "postern")
        transport = CurlTransport(maxConnectionsPerHost: RestartNeeds.connections(of: configuration))
    }

    /// Runs until SIGTERM or SIGINT; throws where something that is needed cannot be had.
    func run() async throws {
        let configuration = live.configuration
        let setups = try Adapters(configuration, transport: transport).setups()
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        LogSink.shared.count(with: Counter(label: "postern_log_lines_lost_total"))
        let store = try Self.open(configuration)
        let bridge = bridge(configuration, setups, store)
        do throws(StoreFailure) {
            try await bridge.recover()
        } catch {
            throw CommandFailure(error)
        }
        let web = PublicServer(
            listen: configuration.http.listen, publicURL: configuration.http.publicURL,
            receivers: { bridge.webhookReceivers }, inbox: bridge.inbox, files: StoreFiles(store: store),
            logger: logger)
        let console = OperatorServer(
            listen: configuration.admin.listen, health: BridgeHealth(bridge: bridge), metrics: metrics,
            logger: logger)
        let doors: Doors
        do {
            try await web.bind()
            try await console.bind()
            doors = try await Doors(bridge, logger: logger)
        } catch let failure as BindFailure {
            throw CommandFailure(.unavailable, failure.sentence)
        } catch let failure as DoorFailure {
            throw CommandFailure(failure.isMisconfigured ? .configuration : .unavailable, failure.sentence)
        }
        logger.notice("Postern \(Version.text) runs.", metadata: ["gateways": "\(configuration.gateways.map(\.name))"])
        try await serve([console, web, doors, bridge, reload(bridge)])
        await store.close()
        await transport.shutdown()
        logger.notice("Postern has stopped.")
    }

    /// Services end in reverse: first the bridge, while webhooks are still stored for the next start, then the doors.
    private func serve(_ services: [any Service]) async throws {
        var settings = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        settings.maximumGracefulShutdownDuration = Self.longestStop
        try await ServiceGroup(configuration: settings).run()
    }

    private static func open(_ configuration: Configuration) throws(CommandFailure) -> Store {
        do {
            return try Store(path: configuration.store.path, role: .daemon)
        } catch {
            throw CommandFailure(error)
        }
    }

    private func bridge(
        _ configuration: Configuration, _ setups: [String: GatewayPost.Setup], _ store: Store
    ) -> Bridge {
        Bridge(
            plans: configuration.gateways.compactMap { gateway in
                setups[gateway.name].map {
                    .init(name: gateway.name, link: LinkSettings(gateway, configuration.xmpp), setup: $0)
                }
            },
            store: store, publicURL: configuration.http.publicURL, retention: { [live] in live.retention },
            version: Version.text, logger: logger)
    }

    private func reload(_ bridge: Bridge) -> Reload {
        Reload(
            option: option, live: live, started: live.configuration, bridge: bridge, transport: transport,
            logger: logger)
    }
}

extension Bridge {
    /// The gateways that the outside calls, as they are now.
    var webhookReceivers: [String: any WebhookReceiver] {
        var receivers: [String: any WebhookReceiver] = [:]
        for post in posts { receivers[post.name] = post.adapter as? any WebhookReceiver }
        return receivers
    }
}
