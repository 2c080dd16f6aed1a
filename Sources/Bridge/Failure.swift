// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

/// Why a message did not get through, as its sender is told: one stanza error condition and one sentence for each reason
/// (design section 8).
package enum Failure: Error, Equatable {
    case notRegistered(gateway: String)
    case notAnAddress(AddressProblem)
    case encrypted
    /// `words`: the network's own, or what ours are for its reason, where they are fit for the sender.
    case rejected(Rejection, words: Sentence? = nil)
    case refused(Refusal)
    case quotaReached(MessageQuota)
    case queueFull
    case gaveUp(after: Duration)
    case expiredAtProvider
    case uncertain
    case gatewayPaused
    case groupChat
    case storeUnavailable

    /// The network's refusal. Its own words are told where they are written for the sender, and where there is nothing else
    /// to tell.
    ///
    /// - Parameter german: the words where they are ours; nil: the network's own are told in every language.
    init(_ rejection: Rejection, words: String?, german: String? = nil, profile: GatewayProfile) {
        let told = words.map { Sentence($0, german: german ?? $0) }
        self = .rejected(rejection, words: profile.explainsRefusals || rejection.needsWords ? told : nil)
    }

    package var condition: StanzaError.Condition {
        switch self {
        case .notRegistered: .registrationRequired
        case .notAnAddress: .jidMalformed
        case .encrypted: .notAcceptable
        case .rejected(let reason, _): Self.condition(of: reason)
        case .refused(let refusal): Self.condition(of: refusal.reason)
        case .quotaReached, .queueFull, .storeUnavailable: .resourceConstraint
        case .gaveUp, .expiredAtProvider, .uncertain: .remoteServerTimeout
        case .gatewayPaused: .serviceUnavailable
        case .groupChat: .featureNotImplemented
        }
    }

    package var action: StanzaError.Action {
        switch condition {
        case .registrationRequired, .forbidden: .auth
        case .jidMalformed, .notAcceptable, .policyViolation: .modify
        case .resourceConstraint, .remoteServerTimeout: .wait
        default: .cancel
        }
    }

    package func error(language: String?) -> StanzaError {
        StanzaError(
            condition, action, text: sentence.text(for: language), language: Sentence.language(for: language))
    }

    private static func condition(of rejection: Rejection) -> StanzaError.Condition {
        switch rejection {
        case .recipient, .full: .itemNotFound
        case .optedOut: .forbidden
        case .content, .policy: .policyViolation
        case .sender, .unknown: .undefinedCondition
        }
    }
}

// The sentences.
extension Failure {
    package var sentence: Sentence {
        switch self {
        case .notRegistered(let gateway):
            Sentence(
                "You are not registered with this gateway. Register at \(gateway) first.",
                german: "Sie sind bei diesem Gateway nicht registriert. Registrieren Sie sich zuerst bei \(gateway).")
        case .notAnAddress(let problem): problem.sentence
        case .encrypted:
            Sentence(
                "The other side cannot read end-to-end encryption. Switch it off for this contact and send again.",
                german: "Die Gegenseite kann Ende-zu-Ende-Verschlüsselung nicht lesen. Schalten Sie sie für diesen "
                    + "Kontakt aus und senden Sie noch einmal.")
        case .rejected(.unknown, let words): Self.unexplained(words)
        case .rejected(let reason, let words): Self.sentence(of: reason).quoting(words)
        case .refused(let refusal): refusal.sentence
        case .quotaReached(let quota): Self.sentence(of: quota)
        case .queueFull:
            Sentence(
                "Too many of your messages are waiting to be sent. Try again later.",
                german: "Zu viele Ihrer Nachrichten warten noch auf den Versand. Versuchen Sie es später noch einmal.")
        case .groupChat:
            Sentence(
                "This gateway has no group chats. Write to the contact directly.",
                german: "Dieses Gateway kennt keine Gruppenchats. Schreiben Sie dem Kontakt direkt.")
        case .storeUnavailable:
            Sentence(
                "The gateway cannot store messages at the moment, so it did not take this one. Try again later.",
                german: "Das Gateway kann zurzeit keine Nachrichten speichern und hat diese nicht angenommen. "
                    + "Versuchen Sie es später noch einmal.")
        case .gaveUp, .expiredAtProvider, .uncertain, .gatewayPaused: deliverySentence
        }
    }

    private var deliverySentence: Sentence {
        switch self {
        case .gaveUp(let age):
            Sentence(
                "The message could not be sent for \(age.inWords.english) and was given up.",
                german: "Die Nachricht ließ sich \(age.inWords.german) lang nicht senden und wurde aufgegeben.")
        case .expiredAtProvider:
            Sentence(
                "The recipient could not be reached in time; the message has expired.",
                german: "Der Empfänger war nicht rechtzeitig erreichbar; die Nachricht ist verfallen.")
        case .uncertain:
            Sentence(
                "The provider did not answer: the message may or may not have arrived. Ask before you send it again.",
                german: "Der Anbieter hat nicht geantwortet: Die Nachricht kann angekommen sein oder auch nicht. "
                    + "Fragen Sie nach, bevor Sie sie noch einmal senden.")
        default:
            Sentence(
                "The gateway cannot send at the moment; its operator has been told. Try again later.",
                german: "Das Gateway kann zurzeit nicht senden; der Betreiber weiß Bescheid. Versuchen Sie es später "
                    + "noch einmal.")
        }
    }

    private static func sentence(of rejection: Rejection) -> Sentence {
        switch rejection {
        case .recipient:
            Sentence(
                "There is nobody at this address, or it cannot be reached.",
                german: "Unter dieser Adresse gibt es niemanden, oder sie ist nicht erreichbar.")
        case .full:
            Sentence(
                "The recipient's mailbox is full, so the message was not taken. Try again later.",
                german: "Das Postfach des Empfängers ist voll, die Nachricht wurde nicht angenommen. Versuchen Sie es "
                    + "später noch einmal.")
        case .optedOut:
            Sentence(
                "The recipient has asked not to get messages from this number.",
                german: "Der Empfänger möchte von dieser Nummer keine Nachrichten bekommen.")
        case .content:
            Sentence(
                "The provider refused the content of the message. Change it and send again.",
                german:
                    "Der Anbieter hat den Inhalt der Nachricht abgelehnt. Ändern Sie ihn und senden Sie noch einmal."
            )
        case .policy:
            Sentence(
                "The provider's rules do not allow this message.",
                german: "Die Regeln des Anbieters lassen diese Nachricht nicht zu.")
        case .sender:
            Sentence(
                "The provider does not let messages be sent from your address; only the gateway's operator can change "
                    + "that.",
                german: "Der Anbieter lässt von Ihrer Adresse keine Nachrichten senden; das kann nur der Betreiber des "
                    + "Gateways ändern.")
        case .unknown: unexplained(nil)
        }
    }

    /// A reason that is none of ours: whatever the network said, and no guess.
    private static func unexplained(_ words: Sentence?) -> Sentence {
        guard let words, !words.english.isEmpty else {
            return Sentence(
                "The message could not be delivered, and no reason was given.",
                german: "Die Nachricht konnte nicht zugestellt werden, und ein Grund wurde nicht genannt.")
        }
        return Sentence(
            "The message could not be delivered. The reason given is: \(words.english)",
            german: "Die Nachricht konnte nicht zugestellt werden. Als Grund wird genannt: \(words.german)")
    }

    private static func sentence(of quota: MessageQuota) -> Sentence {
        let span = quota.span.inWords
        return Sentence(
            "You have reached your limit of \(quota.count) messages in \(span.english). Try again later.",
            german:
                "Ihre Grenze von \(quota.count) Nachrichten in \(span.german) ist erreicht. Versuchen Sie es später "
                + "noch einmal.")
    }
}

extension Sentence {
    /// The sentence with the reason behind it: what somebody else said stays in their language.
    fileprivate func quoting(_ words: Sentence?) -> Sentence {
        guard let words, !words.english.isEmpty else { return self }
        return Sentence("\(english) (\(words.english))", german: "\(german) (\(words.german))")
    }
}

extension Duration {
    /// `4 hours`, `4 Stunden`: in the largest unit that divides it.
    var inWords: Sentence {
        let seconds = Int(components.seconds)
        for (size, english, germanOne, germanMany) in [
            (86_400, "day", "Tag", "Tage"), (3_600, "hour", "Stunde", "Stunden"), (60, "minute", "Minute", "Minuten"),
        ] where seconds >= size && seconds % size == 0 {
            let count = seconds / size
            return count == 1
                ? Sentence("1 \(english)", german: "1 \(germanOne)")
                : Sentence("\(count) \(english)s", german: "\(count) \(germanMany)")
        }
        return Sentence("\(seconds) seconds", german: "\(seconds) Sekunden")
    }
}
