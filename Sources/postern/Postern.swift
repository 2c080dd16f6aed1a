// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dispatch
import Glibc

/// The command line: one subcommand a file, under `Commands`.
struct Postern: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postern",
        abstract: "Lets the users of an XMPP server text phones and exchange email from their chat client.",
        version: Version.text,
        subcommands: [
            Run.self, Check.self, Doctor.self, Status.self, AccountsCommand.self, MessagesCommand.self, Send.self,
            ProvidersCommand.self, Backup.self,
        ])
}

@main
enum Main {
    /// The streams come first, before anything has opened a file.
    static func main() {
        StandardStreams.prepare()
        // The main thread would give its own priority to all that comes of this. Tasks that NIO's threads begin have the
        // ordinary one, and between two pools of threads each hand-over costs a switch.
        Task(priority: .medium) { await run() }
        dispatchMain()
    }

    /// Every failure is one sentence on standard error and an exit status; usage errors are ArgumentParser's own.
    private static func run() async {
        do {
            var command = try Postern.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            end(0)
        } catch let failure as CommandFailure {
            // The log goes out by a thread of its own; the last word is why it ended.
            LogSink.shared.flush()
            Output.error(failure.sentence)
            end(failure.status.rawValue)
        } catch {
            end(saying: error)
        }
    }

    /// ArgumentParser prints with a `print` that cannot fail: what it has to say is written as everything else is.
    private static func end(saying error: any Error) -> Never {
        let status = Postern.exitCode(for: error).rawValue
        let text = Postern.fullMessage(for: error)
        if text.isEmpty { end(status) }
        if status == 0 { Output.line(text) } else { Output.complain(text) }
        end(status)
    }

    /// Ends at once, without the destructors that C libraries have registered: a thread of a transfer may still be at work
    /// in the very libraries that they take down. What has to be stored was stored by its command.
    static func end(_ status: Int32) -> Never {
        LogSink.shared.flush()
        fflush(nil)
        _exit(status)
    }
}
