// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import Transfer

/// Makes requests out of a descriptor's templates: values in, a request out, nothing else. Every value passes through a
/// serializer that escapes it, so none can change the structure of the request.
struct RequestBuilder: Sendable {
    let descriptor: Descriptor
    let settings: SettingValues
    /// Replaces scheme, host and port of the descriptor's URLs; nil leaves them.
    let endpoint: BaseURL?

    /// The request that sends one message.
    func request(for inputs: SendInputs) throws(RequestProblem) -> HTTPRequest {
        guard let variant = descriptor.sends.first(where: { $0.condition.holds(for: inputs) }) else {
            throw RequestProblem("the provider offers no way to send such a message")
        }
        return try render(variant.request, inputs)
    }

    /// The request that proves the credentials; nil where the provider offers none.
    func probeRequest() throws(RequestProblem) -> HTTPRequest? {
        guard let probe = descriptor.probe else { return nil }
        return try render(probe.request, SendInputs(recipients: [], text: "", encoding: "gsm7", settings: settings))
    }

    func render(_ template: RequestTemplate, _ inputs: SendInputs) throws(RequestProblem) -> HTTPRequest {
        let auth = template.auth.first { $0.isComplete(inputs) } ?? .none
        var url = try self.url(template.url, inputs)
        append(template.query + auth.queryPairs, after: UInt8(ascii: "?"), to: &url, inputs)
        let body = self.body(template.body, auth, inputs)
        var request = HTTPRequest(
            method: template.method, url: String(decoding: url, as: UTF8.self), body: body?.bytes)
        request.hidesURL = template.hidesURL
        for (name, value) in template.headers {
            if let text = value.text(inputs) { request.headers.append((name, try Self.headerValue(text, name))) }
        }
        if let (name, text) = try auth.header(inputs) {
            request.headers.append((name, try Self.headerValue(text, name)))
        }
        let saysType = template.headers.contains { $0.name.lowercased() == "content-type" }
        if let type = body?.type, !saysType { request.headers.append(("Content-Type", type)) }
        return request
    }

    // MARK: - The URL

    private func url(_ template: URLTemplate, _ inputs: SendInputs) throws(RequestProblem) -> [UInt8] {
        let base = try base(template.base, inputs)
        var url = Array((endpoint ?? base).origin.utf8)
        url.append(contentsOf: base.path.utf8)
        for part in template.path.parts {
            switch part {
            case .literal(let text): url.append(contentsOf: text.utf8)
            case .hole(let hole):
                guard let text = hole.value(inputs)?.text, !["", ".", ".."].contains(text) else {
                    throw RequestProblem("a value in the URL is missing, or is no path segment")
                }
                PercentEncoding.append(text, to: &url)
            }
        }
        return url
    }

    private func base(_ base: URLTemplate.Base, _ inputs: SendInputs) throws(RequestProblem) -> BaseURL {
        switch base {
        case .fixed(let url): return url
        case .credential(let name):
            guard let text = inputs.value(of: .credential(name))?.text, let url = BaseURL(text) else {
                throw RequestProblem("the setting \(name) must be a URL such as https://host:port/path, without query")
            }
            return url
        }
    }

    // MARK: - Pairs and the body

    /// Appends `name=value` pairs, joined by `&`, the first one after `separator`.
    private func append(
        _ pairs: [PairTemplate], after separator: UInt8?, to bytes: inout [UInt8], _ inputs: SendInputs
    ) {
        var separator = separator
        for pair in pairs {
            if let condition = pair.condition, inputs.value(of: condition) == nil { continue }
            for text in pair.texts(inputs) {
                if let separator { bytes.append(separator) }
                separator = UInt8(ascii: "&")
                PercentEncoding.append(pair.name, to: &bytes)
                bytes.append(UInt8(ascii: "="))
                PercentEncoding.append(text, to: &bytes)
            }
        }
    }

    private func body(
        _ template: BodyTemplate, _ auth: AuthTemplate, _ inputs: SendInputs
    ) -> (bytes: [UInt8], type: String)? {
        switch template {
        case .none: return nil
        case .form(let pairs):
            var bytes: [UInt8] = []
            append(pairs + auth.formPairs, after: nil, to: &bytes, inputs)
            return (bytes, "application/x-www-form-urlencoded")
        case .json(let document):
            var writer = JSONWriter()
            if !document.write(to: &writer, inputs) { writer.raw("{}") }
            return (writer.bytes, "application/json")
        }
    }

    /// CR, LF, NUL and other controls are refused, not stripped: they would end the header.
    private static func headerValue(_ text: String, _ name: String) throws(RequestProblem) -> String {
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw RequestProblem("the value of the header \(name) has a line break or another control character")
        }
        return text
    }
}

/// Why a message cannot be put into a request; holds nothing of the message.
struct RequestProblem: Error, Hashable, Sendable {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

extension PairTemplate {
    /// The values, one for each pair to write; empty where it is left out.
    fileprivate func texts(_ inputs: SendInputs) -> [String] {
        if value.repeats { return value.value(inputs)?.elements?.compactMap(\.text) ?? [] }
        return value.text(inputs).map { [$0] } ?? []
    }
}
