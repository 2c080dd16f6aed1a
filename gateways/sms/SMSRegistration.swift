// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// Registration: a person picks one of the free numbers, or takes the first one.
extension SMSGateway {
    /// The field of XEP-0077 that holds the number.
    private static let field = "phone"

    package var offeredAddresses: [Address] { pool.numbers }

    package func registrationForm(taken: Set<Address>, current: Address?) -> RegistrationForm {
        let free = pool.free(taken: taken, current: current)
        let phone = RegistrationForm.Field(
            name: Self.field, label: Sentence("Your number", german: "Deine Nummer"), isRequired: true,
            value: (current ?? free.first)?.text, choices: free.map(\.text))
        return RegistrationForm(
            title: Sentence("Text messages", german: "SMS"),
            instructions: free.isEmpty ? Self.noneLeft : Self.instructions, fields: [phone])
    }

    package func registration(_ answers: [String: String], taken: Set<Address>, current: Address?)
        throws(RegistrationProblem) -> RegistrationChoice
    {
        let free = pool.free(taken: taken, current: current)
        let wish = answers[Self.field].map { String($0.filter { !$0.isWhitespace }) } ?? ""
        guard !wish.isEmpty else {
            guard let address = current ?? free.first else { throw .conflict(Self.noneLeft) }
            return RegistrationChoice(address: address)
        }
        let address: Address
        do throws(AddressProblem) {
            address = try plan.address(typed: wish)
        } catch {
            throw .notAcceptable(error.sentence)
        }
        guard pool.numbers.contains(address) else { throw .notAcceptable(Self.notOurs(free)) }
        guard free.contains(address) else { throw .conflict(free.isEmpty ? Self.noneLeft : Self.isTaken(free)) }
        return RegistrationChoice(address: address)
    }

    private static let instructions = Sentence(
        "Choose the number from which your text messages are sent.",
        german: "Wähle die Nummer, von der deine SMS verschickt werden.")

    private static let noneLeft = Sentence(
        "All numbers of this gateway are in use. Ask its operator for another one.",
        german: "Alle Nummern dieses Gateways sind vergeben. Bitte den Betreiber um eine weitere.")

    private static func notOurs(_ free: [Address]) -> Sentence {
        let list = list(free)
        return Sentence(
            "This gateway does not have that number. Choose one of: \(list).",
            german: "Diese Nummer gehört nicht zu diesem Gateway. Wähle eine von diesen: \(list).")
    }

    private static func isTaken(_ free: [Address]) -> Sentence {
        let list = list(free)
        return Sentence(
            "Somebody else has that number. Choose one of: \(list).",
            german: "Diese Nummer hat schon jemand. Wähle eine von diesen: \(list).")
    }

    /// Enough of them to choose from.
    private static func list(_ free: [Address]) -> String {
        free.isEmpty ? "–" : free.prefix(5).map(\.text).joined(separator: ", ")
    }
}
