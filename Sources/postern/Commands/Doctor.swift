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
            findings += await Self.network(gateway, configuration, isRunning: daemon != nil)
            findings += Self.trust(gateway)
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
        /// It may be right, which cannot be seen from here.
        var isDoubtful = false

        init(subject: String, isGood: Bool, sentence: String) {
            self.subject = subject
            self.isGood = isGood
            self.sentence = sentence
        }

        init(_ subject: String, _ result: ProbeResult) {
            switch result {
            case .ready(let sentence), .unknown(let sentence):
                self.init(subject: subject, isGood: true, sentence: sentence)
            case .failed(let sentence): self.init(subject: subject, isGood: false, sentence: sentence)
            }
        }

        var line: String { "\(isGood ? isDoubtful ? "??" : "ok" : "!!")  \(subject): \(sentence)" }
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

    /// The side that is not XMPP: whoever sends for us, the door for what comes in, and what others have to set up.
    private static func network(
        _ gateway: Configuration.Gateway, _ configuration: Configuration, isRunning: Bool
    ) async -> [Finding] {
        let adapter: any Gateway
        do throws(CommandFailure) {
            adapter = try Adapters(configuration).adapter(gateway.name)
        } catch {
            return [Finding(subject: "\(gateway.name) provider", isGood: false, sentence: error.sentence)]
        }
        guard let listening = adapter as? any ListeningGateway else {
            return [Finding("\(gateway.name) provider", await adapter.probe())]
        }
        let door: ProbeResult =
            isRunning ? await listening.knock() : .unknown("not tried, for no daemon runs")
        return [
            Finding("\(gateway.name) submission", await adapter.probe()), Finding("\(gateway.name) listener", door),
        ]
            + listening.hints.map { Finding(subject: "\(gateway.name) DNS hint", isGood: true, sentence: $0) }
    }

    /// Whether strangers could authenticate themselves, or nobody can.
    private static func trust(_ gateway: Configuration.Gateway) -> [Finding] {
        guard case .email(let email) = gateway.kind else { return [] }
        guard let name = email.authservID else {
            let sentence =
                "it is not set, so nobody judges who a mail is from; the first mail of each contact is shown as "
                + "[not authenticated], later ones are not"
            return [Finding(subject: "\(gateway.name) authserv_id", isGood: true, sentence: sentence)]
        }
        guard email.trustsTheNetwork else { return [] }
        var finding = Finding(
            subject: "\(gateway.name) authserv_id", isGood: true,
            sentence: "whoever reaches \(email.listener.listen) is believed what they write as \(name); let a firewall "
                + "keep out all but your mail server, or leave authserv_id empty")
        finding.isDoubtful = true
        return [finding]
    }
}
