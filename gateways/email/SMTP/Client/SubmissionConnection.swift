// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// One connection that is ready for mail, seen from any task.
final class SubmissionConnection: Sendable {
    /// What the server offers, and how we got there.
    let opening: ClientOpening
    private let channel: any Channel
    private let handler: NIOLoopBound<SubmissionHandler>
    private let settings: SubmissionSettings

    init(
        _ opening: ClientOpening, _ channel: any Channel, _ handler: NIOLoopBound<SubmissionHandler>,
        _ settings: SubmissionSettings
    ) {
        self.opening = opening
        self.channel = channel
        self.handler = handler
        self.settings = settings
    }

    var isOpen: Bool { channel.isActive }

    /// Sends one message; one at a time. A cancelled task cuts the connection.
    func submit(
        _ envelope: SubmissionEnvelope, _ message: [UInt8], _ shape: MessageShape
    ) async -> SubmissionHandler.Ending {
        let ending = channel.eventLoop.makePromise(of: SubmissionHandler.Ending.self)
        channel.eventLoop.execute { [handler] in handler.value.submit(envelope, message, shape, ending) }
        return await withTaskCancellationHandler {
            do {
                return try await ending.futureResult.get()
            } catch {
                let problem = SubmissionProblem(reading: error)
                return SubmissionHandler.Ending(outcome: .uncertain(problem.sentence(settings)), mayTryAfresh: false)
            }
        } onCancel: {
            channel.eventLoop.execute { [handler] in handler.value.handle(.lost(.stopped)) }
        }
    }

    /// Says good-bye, and returns when the connection is closed.
    func quit() async {
        channel.eventLoop.execute { [handler] in handler.value.handle(.quit) }
        try? await channel.closeFuture.get()
    }
}
