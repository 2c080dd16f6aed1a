// SPDX-License-Identifier: Apache-2.0

/// Why a line is no command.
package enum CommandProblem: Error, Hashable, Sendable {
    /// The verb, in upper case.
    case unknownVerb(String)
    /// A command without the argument that it needs, or with one that it may not have; the value is how it is written.
    case badSyntax(usage: String)
    case badSender
    case badRecipient
    /// A parameter of MAIL or RCPT, in upper case.
    case unknownParameter(String)
    /// A known parameter with a value that it cannot have, or twice.
    case badParameter(String)
    /// A BDAT whose size is not known: what follows can be told from no command.
    case badChunk

    static func check<Value>(_ value: Value?, _ keyword: String) throws(CommandProblem) -> Value {
        guard let value else { throw .badParameter(keyword) }
        return value
    }
}
