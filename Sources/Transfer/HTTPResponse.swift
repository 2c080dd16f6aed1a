// SPDX-License-Identifier: Apache-2.0

/// A complete response.
package struct HTTPResponse: Sendable {
    /// 100 to 599; a redirect (3xx) is returned as it came, not followed.
    package let status: Int
    /// In the order in which they came, without those of interim responses; names compare without case.
    package let headers: [(name: String, value: String)]
    /// As it came: no content coding is undone, because none is asked for.
    package let body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header with this name; nil where there is none.
    package func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }
}
