// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Views of a request that signatures and parsers share. URLs are cut by bytes, never by characters: a combining mark
/// must not hide a `/` or a `?`.
extension WebhookRequest {
    /// The request target as it stood in the request line: `/hooks/sms/in?t=x`.
    var target: Substring.UTF8View {
        let rest = url.utf8.drop { $0 != UInt8(ascii: ":") }.drop { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
        return rest.drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    }

    /// What stands behind the first `?`, still encoded; empty where there is none.
    var query: Substring.UTF8View {
        url.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()
    }

    /// `Content-Type` without its parameters, in lower case; nil where the header is missing or empty.
    var mediaType: String? {
        guard let header = header("content-type") else { return nil }
        let type = header.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        return type.isEmpty ? nil : type
    }

    /// True where the body is a form, or may be one because nothing says otherwise.
    var mayBeForm: Bool {
        mediaType == nil || mediaType == "application/x-www-form-urlencoded"
    }

    /// True where `Content-Type` says JSON: `application/json`, `application/cloudevents+json`.
    var isJSON: Bool {
        mediaType.map { $0.hasSuffix("/json") || $0.hasSuffix("+json") } ?? false
    }
}
