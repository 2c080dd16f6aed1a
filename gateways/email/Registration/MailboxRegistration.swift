// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// Which mailbox names people may take, and the form in which they ask for one (XEP-0077).
struct MailboxRegistration: Sendable {
    /// The form's own fields; their answers come back as an account's settings.
    enum Field {
        static let username = "username"
        static let name = "name"
        static let spam = "spam"
        static let readReceipts = "read_receipts"
    }

    /// Characters of a display name.
    static let longestName = 100
    /// Octets of a local part (RFC 5321 section 4.5.3.1.1): every mail program takes ours.
    static let longestMailbox = 64

    let mailDomain: String
    /// What happens to flagged mail where a person chooses nothing.
    let spam: SpamPolicy

    func form(current: Address?) -> RegistrationForm {
        let username = current.map { Self.localPart(of: $0) }
        return RegistrationForm(
            title: Sentence("Email at \(mailDomain)", german: "E-Mail bei \(mailDomain)"),
            instructions: Sentence(
                "Choose the name of your mailbox. People will write to you at NAME@\(mailDomain).",
                german: "Wählen Sie den Namen Ihres Postfachs. Man schreibt Ihnen dann an NAME@\(mailDomain)."),
            fields: [
                .init(
                    name: Field.username, label: Sentence("Mailbox name", german: "Name des Postfachs"),
                    isRequired: true, value: username),
                .init(
                    name: Field.name,
                    label: Sentence("Your name, as recipients see it", german: "Ihr Name, wie ihn Empfänger sehen"),
                    isRequired: false),
                .init(
                    name: Field.spam, label: Sentence("Mail flagged as spam", german: "Als Spam erkannte Mail"),
                    isRequired: false, value: spam.rawValue, choices: SpamPolicy.allCases.map(\.rawValue)),
                .init(
                    name: Field.readReceipts,
                    label: Sentence(
                        "Ask recipients for read receipts", german: "Empfänger um Lesebestätigungen bitten"),
                    isRequired: false, value: "no", choices: ["no", "yes"]),
            ])
    }

    func choice(
        _ answers: [String: String], taken: Set<Address>, current: Address?
    ) throws(RegistrationProblem) -> RegistrationChoice {
        let address = try mailbox(answers[Field.username] ?? "", current: current)
        guard address == current || !taken.contains(address) else {
            throw .conflict(
                Sentence(
                    "\(address) belongs to somebody else. Choose another name.",
                    german: "\(address) gehört schon jemand anderem. Wählen Sie einen anderen Namen."))
        }
        let name = answers[Field.name].map { String(Self.oneLine($0).prefix(Self.longestName)) }
        return RegistrationChoice(address: address, name: name, settings: try settings(answers))
    }

    /// An address of the domain, as an operator types it: also a bare name, and also a reserved one.
    func ownAddress(typed text: String) throws(AddressProblem) -> Address {
        let whole = text.contains("@") ? text : "\(text)@\(mailDomain)"
        let address = try EmailAddress(typed: whole)
        guard address.domain == mailDomain, !address.localPart.contains("+"),
            address.localPart.utf8.count <= Self.longestMailbox, address.localPart.lowercased() != ReservedNames.bounces
        else {
            throw AddressProblem(notOurs(text))
        }
        return address.address
    }

    /// Whoever has an address keeps it by saying the same again, or nothing: an operator may have given one that could
    /// not be chosen.
    private func mailbox(_ answer: String, current: Address?) throws(RegistrationProblem) -> Address {
        let typed = Self.oneLine(answer)
        if let current, typed.isEmpty || [Self.localPart(of: current), current.text].contains(typed.lowercased()) {
            return current
        }
        let name = name(in: typed)
        if let current, name.lowercased() == Self.localPart(of: current) { return current }
        guard Self.isPlain(name.lowercased()) else {
            throw .notAcceptable(
                Sentence(
                    "A mailbox name has 1 to 64 of the letters a to z, digits, dots, hyphens and underscores, and begins "
                        + "and ends with a letter or digit.",
                    german: "Ein Postfachname hat 1 bis 64 Zeichen aus a bis z, Ziffern, Punkten, Binde- und "
                        + "Unterstrichen und beginnt und endet mit einem Buchstaben oder einer Ziffer."))
        }
        guard !ReservedNames.isReserved(name.lowercased()) else {
            throw .notAcceptable(
                Sentence(
                    "\(name) is reserved for those who run this domain. Choose another name.",
                    german: "\(name) ist für die Betreiber dieser Domain reserviert. Wählen Sie einen anderen Namen."))
        }
        return Address("\(name.lowercased())@\(mailDomain)")
    }

    /// Without the domain where it is this one, however it is spelled.
    private func name(in typed: String) -> String {
        // Octets: to go back by characters takes long where each hangs on the one before.
        guard let at = typed.utf8.lastIndex(of: UInt8(ascii: "@")),
            (try? DomainName(typed[typed.utf8.index(after: at)...]))?.text == mailDomain
        else { return typed }
        return String(typed[..<at])
    }

    private static func localPart(of address: Address) -> String {
        address.text.lastIndex(of: "@").map { String(address.text[..<$0]) } ?? address.text
    }

    /// What every mail program in the world takes without quotes.
    private static func isPlain(_ name: String) -> Bool {
        let isEdge = { (byte: UInt8?) in
            byte.map { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) } ?? false
        }
        return name.utf8.count <= longestMailbox && isEdge(name.utf8.first) && isEdge(name.utf8.last)
            && !name.contains("..") && name.utf8.allSatisfy { isEdge($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    private func settings(_ answers: [String: String]) throws(RegistrationProblem) -> [String: String] {
        var settings: [String: String] = [:]
        if let spam = answers[Field.spam], !spam.isEmpty {
            guard SpamPolicy(rawValue: spam) != nil else { throw .notAcceptable(Self.unknownChoice) }
            settings[Field.spam] = spam
        }
        if let wanted = answers[Field.readReceipts], !wanted.isEmpty {
            guard ["yes", "no"].contains(wanted) else { throw .notAcceptable(Self.unknownChoice) }
            settings[Field.readReceipts] = wanted
        }
        return settings
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func notOurs(_ text: String) -> Sentence {
        Sentence(
            "\(text) is no mailbox of this gateway; write NAME@\(mailDomain), with a NAME of \(Self.longestMailbox) "
                + "characters at most and no +.",
            german: "\(text) ist kein Postfach dieses Gateways; schreiben Sie NAME@\(mailDomain), mit einem NAMEN aus "
                + "höchstens \(Self.longestMailbox) Zeichen ohne +.")
    }

    private static let unknownChoice = Sentence(
        "One of the choices is not among those offered.",
        german: "Eine der Angaben ist keine der angebotenen Möglichkeiten.")
}
