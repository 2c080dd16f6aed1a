// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

#if canImport(Glibc)
    import Glibc
#endif

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
    /// Every failure is one sentence on standard error and an exit status; usage errors are ArgumentParser's own.
    static func main() async {
        do {
            var command = try Postern.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            end(0)
        } catch let failure as CommandFailure {
            Output.error(failure.sentence)
            end(failure.status.rawValue)
        } catch {
            Postern.exit(withError: error)
        }
    }

    /// Ends at once, without the destructors that C libraries have registered: a thread of a transfer may still be at work
    /// in the very libraries that they take down. What has to be stored was stored by its command.
    private static func end(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }
}
