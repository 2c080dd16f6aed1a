// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import SMTP
import Support
import Testing

@testable import EmailGateway

@Suite(.patience) struct MailDoorTests {
    private func intake(_ options: EmailGatewayOptions) -> MailIntake {
        MailIntake(
            options: options, identity: Receiving.identity, inbox: RecordingInbox(), directory: StaticDirectory(),
            time: ManualTime(Receiving.now))
    }

    @Test("an open door answers, a shut one does not")
    func openAndShut() async throws {
        let options = Receiving.options()
        let door = try await MailDoor(options.listener, intake(options), logger: Logger(label: "test"))
        let port = try #require(door.place.split(separator: ":").last.flatMap { Int($0) })
        #expect(door.place == "127.0.0.1:\(port)" && port > 0)
        guard case .success(let words) = await Greeting.read(host: "127.0.0.1", port: port) else {
            Issue.record("no greeting")
            return
        }
        #expect(words.contains("us.example.org"))
        await door.shut()
        guard case .failure(let problem) = await Greeting.read(host: "127.0.0.1", port: port) else {
            Issue.record("still open")
            return
        }
        #expect(problem.sentence.contains("127.0.0.1:\(port)"))
    }

    @Test("a port that somebody has is a failure with a sentence")
    func portInUse() async throws {
        var options = Receiving.options()
        let first = try await MailDoor(options.listener, intake(options), logger: Logger(label: "test"))
        let port = try #require(first.place.split(separator: ":").last.flatMap { Int($0) })
        options.listener = ListenerSettings(
            host: "127.0.0.1", port: port, dialect: .lmtp, hostName: "us.example.org", mailDomain: "example.org")
        let failure = await #expect(throws: DoorFailure.self) {
            _ = try await MailDoor(options.listener, intake(options), logger: Logger(label: "test"))
        }
        #expect(failure?.sentence.contains("\(port)") == true, "\(failure?.sentence ?? "")")
        await first.shut()
    }
}
