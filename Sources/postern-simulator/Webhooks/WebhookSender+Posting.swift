// SPDX-License-Identifier: Apache-2.0

import Transfer

extension WebhookSender {
    /// Posts over HTTP; a body counts as taken when any 2xx answers it.
    static func posting() -> Post {
        let transport = CurlTransport(maxConnectionsPerHost: parallel)
        return { url, headers, body in
            let request = HTTPRequest(method: "POST", url: url, headers: headers, body: body)
            guard let answer = try? await transport.send(request) else { return false }
            return (200..<300).contains(answer.status)
        }
    }
}
