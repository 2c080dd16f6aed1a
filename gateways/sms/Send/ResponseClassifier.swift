// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import Transfer

import struct Foundation.Date

/// Says what an answer means, by a descriptor's rules: a response in, a result out.
///
/// What no rule matches: a 5xx, 408, 425 or 429 is temporary; 401 and a redirect are the operator's to mend; another 4xx
/// refuses the message for a reason that nobody knows. A 2xx that cannot be read, or that no rule matches, is *uncertain*: the provider may have taken
/// the message, so it is sent again only where repeats are safe.
struct ResponseClassifier: Sendable {
    /// The provider's name, for the sentences.
    let provider: String
    let rules: ResponseRules
    let states: StateMap

    /// - Parameter reference: what the request gave as the message's id, where that is ours to choose.
    func result(of response: HTTPResponse, reference: String?, now: Date) -> SendResult {
        let document = rules.format == .json ? try? JSONValue(parsing: response.body) : nil
        let answer = Answer(response: response, root: document, item: document)
        if answer.isSuccess {
            if rules.format == .json, document == nil {
                return .uncertain("\(provider) answered \(response.status) with something that is not JSON")
            }
            if let items = rules.items { return result(ofItems: items, in: answer, reference, now) }
        }
        return result(of: answer, reference, now)
    }

    private func result(of answer: Answer, _ reference: String?, _ now: Date) -> SendResult {
        guard let rule = rules.rules.first(where: { $0.matches(answer) }) else { return unmatched(answer, now) }
        switch rule.outcome {
        case .accepted, .duplicate: return accepted(rule, answer, reference)
        case .throttled, .transient: return .temporary(words(for: answer), retryAfter: pause(answer, now))
        case .account: return .account(words(for: answer))
        case .rejected(let rejection): return .permanent(rejection, words(for: answer))
        }
    }

    /// Taken, unless the provider says in the same breath that the message has failed.
    private func accepted(_ rule: ResponseRule, _ answer: Answer, _ reference: String?) -> SendResult {
        if let word = rule.state.flatMap(answer.text), let state = states.state(word), rule.outcome == .accepted {
            let code = rules.errorCode.flatMap(answer.text)
            var words: String { "\(provider) took the message and reported: \(Self.clean(word))" }
            switch states.outcome(state, code: code, text: errorText(of: answer)) {
            case .failed(let rejection): return .permanent(rejection, words)
            case .expired: return .permanent(.unknown, words)
            default: break
            }
        }
        let given = rule.id.flatMap(answer.text).flatMap { $0.utf8.count <= Self.longestID ? $0 : nil }
        let id = given ?? (rules.idIsChosenByUs ? reference : nil)
        let parts = rule.segments.flatMap(answer.text) ?? rule.splits?.firstMatch(in: answer.body)?.capture
        return .accepted(id: id, parts: parts.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil })
    }

    private func unmatched(_ answer: Answer, _ now: Date) -> SendResult {
        switch answer.response.status {
        case 500...599, 408, 425, 429: .temporary(words(for: answer), retryAfter: pause(answer, now))
        case 401, 407: .account(words(for: answer))
        case 300...399: .account("\(words(for: answer)), a redirect; correct the URL it is reached at")
        // Why, nobody knows: the provider's words are all there is to tell.
        case 400...499: .permanent(.unknown, words(for: answer))
        default: .uncertain("\(words(for: answer)), which its descriptor does not know")
        }
    }

    // MARK: - Answers with several results

    /// One result for each recipient or part. We send to one recipient, so several are the parts of one message.
    private func result(
        ofItems pointer: Pointer, in answer: Answer, _ reference: String?, _ now: Date
    ) -> SendResult {
        guard let items = answer.root?.value(at: pointer)?.elements, !items.isEmpty else {
            // None taken. Only a rule that says why may decide; a rule for success by status would lie.
            let result = result(of: answer, reference, now)
            guard case .accepted = result else { return result }
            return .permanent(
                .unknown, "\(provider) took none of the recipients",
                german: "\(provider) hat keinen der Empfänger angenommen")
        }
        let results = items.map { result(of: answer.at($0), reference, now) }
        let taken = results.filter { if case .accepted = $0 { true } else { false } }
        guard let first = taken.first, case .accepted(let id, let parts, _, _) = first else { return results[0] }
        guard taken.count == results.count else {
            return .uncertain("\(provider) took a part of the message and refused the rest")
        }
        return .accepted(id: id, parts: parts ?? (taken.count > 1 ? taken.count : nil))
    }

    // MARK: - Words

    /// Bytes of a message's id; what is longer is none. Providers' are 34 to 64.
    private static let longestID = 255
    /// Characters of the provider's own words that are kept.
    private static let longestText = 200

    /// `twilio answered 400 (21211): The 'To' number is not valid`
    private func words(for answer: Answer) -> String {
        var words = "\(provider) answered \(answer.response.status)"
        if let code = rules.errorCode.flatMap(answer.text) { words += " (\(Self.clean(code)))" }
        if let text = errorText(of: answer) { words += ": \(Self.clean(text))" }
        return words
    }

    private func errorText(of answer: Answer) -> String? {
        switch rules.errorText {
        case .at(let pointer): answer.text(at: pointer)
        case .body where !answer.body.isEmpty:
            String(decoding: answer.body.prefix(Self.longestText), as: UTF8.self)
        case .body, nil: nil
        }
    }

    /// On one line, and not too long: the words end up in a log and in a person's chat.
    private static func clean(_ text: String) -> String {
        let line = text.unicodeScalars.prefix(longestText).map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(line)).trimmingSpaces
    }

    private func pause(_ answer: Answer, _ now: Date) -> Duration? {
        rules.retryAfter?.pause(in: answer.response, now: now)
    }
}

/// An answer as rules look at it.
struct Answer {
    let response: HTTPResponse
    /// The whole document; nil where there is none.
    let root: JSONValue?
    /// The part that is looked at: the document, or one of its items.
    let item: JSONValue?

    var body: [UInt8] { response.body }
    var isSuccess: Bool { 200...299 ~= response.status }

    func at(_ item: JSONValue) -> Answer {
        Answer(response: response, root: root, item: item)
    }

    func value(at pointer: Pointer) -> JSONValue? {
        (pointer.isFromRoot ? root : item)?.value(at: pointer)
    }

    func text(at pointer: Pointer) -> String? {
        value(at: pointer)?.text
    }
}

extension ResponseRule {
    func matches(_ answer: Answer) -> Bool {
        if let statuses, !statuses.contains(where: { $0.contains(answer.response.status) }) { return false }
        if let scalar {
            guard let text = answer.text(at: scalar.pointer), DescriptorWord.mayBe(text), scalar.values.contains(text)
            else { return false }
        }
        if let exists, answer.value(at: exists) ?? .null == .null { return false }
        if let body, !body.matches(answer.body) { return false }
        return true
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
