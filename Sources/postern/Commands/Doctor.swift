// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import GatewayKit
import PosternConfiguration
import Store
import XMPP

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Connects to everything, and says for each what works or what to do.")
    @OptionGroup var config: ConfigOption

    func run() async throws {
        let configuration = try Session(config).configuration
        var findings = [Self.store(configuration)]
        let daemon = await RunningDaemon.find(configuration.admin.listen)
        for gateway in configuration.gateways {
            findings.append(await Self.link(gateway, configuration, daemon))
            findings.append(await Self.provider(gateway, configuration))
        }
        for finding in findings { Output.line(finding.line) }
        guard findings.allSatisfy(\.isGood) else {
            throw CommandFailure(.failed, "Something has to be done; see the lines that begin with \"!!\".")
        }
    }

    /// One thing that was looked at.
    private struct Finding {
        let subject: String
        let isGood: Bool
        let sentence: String

        var line: String { "\(isGood ? "ok" : "!!")  \(subject): \(sentence)" }
    }

    private static func store(_ configuration: Configuration) -> Finding {
        let path = configuration.store.path
        do throws(StoreFailure) {
            _ = try Store(path: path, role: .client)
            return Finding(subject: "store", isGood: true, sentence: path)
        } catch .missing {
            let folder = (path as NSString).deletingLastPathComponent
            let isWritable = FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder)
            return Finding(
                subject: "store", isGood: isWritable,
                sentence: isWritable
                    ? "\(path) is not there yet; `postern run` makes it"
                    : "\(path) cannot be made; let Postern write into the folder \(folder)")
        } catch {
            return Finding(subject: "store", isGood: false, sentence: error.sentence)
        }
    }

    /// A daemon that runs has the link: a second one would be refused by some servers and get part of the traffic from
    /// others.
    private static func link(
        _ gateway: Configuration.Gateway, _ configuration: Configuration, _ daemon: RunningDaemon?
    ) async -> Finding {
        let subject = "\(gateway.name) link"
        if let daemon {
            let isUp = daemon.links[gateway.name] ?? false
            return Finding(
                subject: subject, isGood: isUp,
                sentence: isUp ? "up, in the daemon that runs" : "down, in the daemon that runs; see `postern status`")
        }
        let failure = await Handshake.attempt(LinkSettings(gateway, configuration.xmpp))
        return Finding(
            subject: subject, isGood: failure == nil, sentence: failure ?? "the server takes \(gateway.domain)")
    }

    private static func provider(_ gateway: Configuration.Gateway, _ configuration: Configuration) async -> Finding {
        let subject = "\(gateway.name) provider"
        do throws(CommandFailure) {
            switch await (try Adapters(configuration).adapter(gateway.name)).probe() {
            case .ready(let sentence): return Finding(subject: subject, isGood: true, sentence: sentence)
            case .unknown(let sentence): return Finding(subject: subject, isGood: true, sentence: sentence)
            case .failed(let sentence): return Finding(subject: subject, isGood: false, sentence: sentence)
            }
        } catch {
            return Finding(subject: subject, isGood: false, sentence: error.sentence)
        }
    }
}
