// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// A network that does what the test says. Its addresses are a plus and digits, or digits alone; separators are dropped.
final class FakeGateway: Gateway {
    struct Script {
        var results: [SendResult] = []
        var sent: [OutgoingMessage] = []
        var probe = ProbeResult.failed("still refused")
        var probes = 0
        /// While set, sends wait for `release`.
        var holds = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var underWay = 0
        var mostUnderWay = 0
        /// Whom the messages came from that were judged.
        var judged: [Address] = []
        /// While set, questions are thought about until `answerQuestions`.
        var thinks = false
        var questions: [CheckedContinuation<Void, Never>] = []
    }

    /// A text that this network refuses to take.
    static let forbidden = "forbidden words"
    static let refusal = Refusal(.content, Sentence("Not these words.", german: "Nicht diese Wörter."))
    static let noNumber = AddressProblem(Sentence("This is no number.", german: "Das ist keine Nummer."))
    /// The one field of its own that it keeps.
    static let setting = "misc"
    static let noneFree = Sentence("No number is free.", german: "Keine Nummer ist frei.")
    static let notOffered = Sentence("This number is not offered.", german: "Diese Nummer wird nicht angeboten.")

    /// Of what behaves like mail.
    static let threads = ThreadRules(
        subjects: SubjectRule(answerMark: "Re: ", knownMarks: ["re", "aw"]),
        ids: NetworkIDForm(prefix: "<", suffix: ">"), serverNames: ServerNames(shortest: 12))

    let profile: GatewayProfile
    let pool: [Address]
    private let offers: Bool
    private let script = Mutex(Script())

    init(
        repeatsAreSafe: Bool = false, reportsDelivery: Bool = true, mediaLimit: Int = 0, coalesce: Duration = .zero,
        isMail: Bool = false, offers: Bool = true,
        pool: [Address] = ["+15550100001", "+15550100002", "+15550100003"].map(Address.init)
    ) {
        profile = GatewayProfile(
            name: "sms", identityType: "sms", reportsDelivery: reportsDelivery, repeatsAreSafe: repeatsAreSafe,
            mediaLimit: mediaLimit, coalesce: coalesce, threads: isMail ? Self.threads : nil,
            recipientLimit: isMail ? 3 : 1,
            reportsFailures: isMail, explainsRefusals: isMail)
        self.pool = pool
        self.offers = offers
    }

    func address(typed text: String) throws(AddressProblem) -> Address {
        let kept = text.filter { !" ()-".contains($0) }
        let digits = kept.hasPrefix("+") ? kept.dropFirst() : kept[...]
        guard digits.count >= 3, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw Self.noNumber }
        return Address(kept)
    }

    func address(localPart: String) async throws(AddressProblem) -> Address {
        await think()
        return try address(typed: localPart)
    }

    func judge(_ copies: [OutgoingMessage]) async throws(Refusal) -> Judgement {
        script.withLock { $0.judged += copies.prefix(1).map(\.from) }
        await think()
        if copies.contains(where: { $0.text == Self.forbidden }) { throw Self.refusal }
        guard profile.threads != nil, let message = copies.first else { return Judgement() }
        return Judgement(subject: SubjectChoice(own: message.thread.subject, beginning: "About \(message.text)"))
    }

    func probe() async -> ProbeResult {
        script.withLock { script in
            script.probes += 1
            return script.probe
        }
    }

    var offeredAddresses: [Address] { offers ? pool : [] }

    func registrationForm(taken: Set<Address>, current: Address?) -> RegistrationForm {
        let free = pool.filter { !taken.contains($0) || $0 == current }
        return RegistrationForm(
            title: Sentence("Numbers", german: "Nummern"), instructions: Sentence("Choose.", german: "Wählen Sie."),
            fields: [
                .init(
                    name: "phone", label: Sentence("Number", german: "Nummer"), isRequired: true,
                    value: (current ?? free.first)?.text, choices: free.map(\.text)),
                .init(name: "name", label: Sentence("Name", german: "Name"), isRequired: false),
            ])
    }

    func registration(_ answers: [String: String], taken: Set<Address>, current: Address?)
        throws(RegistrationProblem) -> RegistrationChoice
    {
        let wanted = answers["phone"].map(Address.init) ?? current ?? pool.first { !taken.contains($0) }
        guard let wanted else { throw .conflict(Self.noneFree) }
        guard pool.contains(wanted) else { throw .notAcceptable(Self.notOffered) }
        return RegistrationChoice(
            address: wanted, name: answers["name"], settings: answers.filter { $0.key == Self.setting })
    }
}

// Sending.
extension FakeGateway {
    /// Gives the next scripted result, and accepts where there is none; the provider's id tells which message it was.
    func send(_ message: OutgoingMessage) async -> SendResult {
        let holds = script.withLock { script in
            script.sent.append(message)
            script.underWay += 1
            script.mostUnderWay = max(script.mostUnderWay, script.underWay)
            return script.holds
        }
        if holds { await wait() }
        return script.withLock { script in
            script.underWay -= 1
            guard !Task.isCancelled else { return .uncertain("cancelled while it was sent") }
            return script.results.isEmpty
                ? .accepted(id: "provider-\(message.text)", parts: nil) : script.results.removeFirst()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGo = script.withLock { script in
                    if script.holds { script.waiting.append(continuation) }
                    return !script.holds
                }
                if mayGo { continuation.resume() }
            }
        } onCancel: {
            releaseAll()
        }
    }
}

// What the test says, and sees.
extension FakeGateway {
    var sent: [OutgoingMessage] { script.withLock { $0.sent } }
    var texts: [String] { sent.map(\.text) }
    var underWay: Int { script.withLock { $0.underWay } }
    var mostUnderWay: Int { script.withLock { $0.mostUnderWay } }
    var probes: Int { script.withLock { $0.probes } }

    func answer(_ results: SendResult...) { script.withLock { $0.results += results } }

    func answerProbe(_ result: ProbeResult) { script.withLock { $0.probe = result } }

    /// Whom the messages came from that were judged.
    var judged: [Address] { script.withLock { $0.judged } }
    /// How many questions are being thought about.
    var questions: Int { script.withLock { $0.questions.count } }

    /// From now on it thinks about what it is asked.
    func startThinking() { script.withLock { $0.thinks = true } }

    func answerQuestions(goesOnThinking: Bool = false) {
        let questions = script.withLock { script in
            defer { (script.thinks, script.questions) = (goesOnThinking, []) }
            return script.questions
        }
        for question in questions { question.resume() }
    }

    private func think() async {
        await withCheckedContinuation { continuation in
            let isAnswered = script.withLock { script in
                if script.thinks { script.questions.append(continuation) }
                return !script.thinks
            }
            if isAnswered { continuation.resume() }
        }
    }

    /// From now on sends wait.
    func hold() { script.withLock { $0.holds = true } }

    /// Lets that many of the sends that wait go on, the oldest first.
    func release(_ count: Int) {
        let going = script.withLock { script in
            let going = script.waiting.prefix(count)
            script.waiting.removeFirst(going.count)
            return going
        }
        for continuation in going { continuation.resume() }
    }

    /// Lets all sends go on, now and later.
    func releaseAll() {
        script.withLock { $0.holds = false }
        release(.max)
    }
}
