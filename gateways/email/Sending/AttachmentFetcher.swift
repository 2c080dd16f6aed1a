// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Notation
import Transfer

/// Fetches what a person linked to (XEP-0066, XEP-0363), so that it can go with the mail (design section 9: https only,
/// public addresses, 10 MiB, 20 s in all, no credentials).
struct AttachmentFetcher: Sendable {
    static let mostBytes = 10 << 20
    static let patience = Duration.seconds(20)
    static let mostRedirects = 3

    let transport: any HTTPTransport
    let time: any TimeSource

    /// nil where it cannot be had, or not within `patience`, redirects included; then the link stays in the text.
    func fetch(_ link: String) async -> Attachment? {
        await time.limit(to: Self.patience) { await follow(link) }
    }

    private func follow(_ link: String) async -> Attachment? {
        var url = link
        for hop in 0...Self.mostRedirects {
            guard url.lowercased().hasPrefix("https://"), let response = await get(url, isRedirected: hop > 0)
            else { return nil }
            switch response.status {
            case 200:
                let type = response.header("Content-Type").flatMap { MediaType($0) } ?? .octetStream
                return Attachment(
                    name: Self.name(of: link, type: type), type: type.text, content: response.body)
            case 301, 302, 303, 307, 308:
                guard let next = response.header("Location") else { return nil }
                // A relative one stays on the host that sent it.
                url = next.hasPrefix("/") && !next.hasPrefix("//") ? Self.origin(of: url) + next : next
            default: return nil
            }
        }
        return nil
    }

    private func get(_ url: String, isRedirected: Bool) async -> HTTPResponse? {
        var request = HTTPRequest(
            method: "GET", url: url, timeout: Self.patience, maxResponseBytes: Self.mostBytes, hidesURL: true)
        request.isRedirected = isRedirected
        do throws(TransferFailure) { return try await transport.send(request) } catch { return nil }
    }

    /// The file's name: the last part of the path, with an ending that fits the type where it has none.
    static func name(of link: String, type: MediaType = .octetStream) -> String {
        let path = link.prefix { $0 != "?" && $0 != "#" }
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        return FileName(PercentEncoding.decode(last) ?? last, type: type.text).text
    }

    private static func origin(of url: String) -> String {
        String(url.prefix("https://".count) + url.dropFirst("https://".count).prefix { !"/?#".contains($0) })
    }
}
