// SPDX-License-Identifier: Apache-2.0

/// What sends requests: libcurl in the program, a script in a test.
package protocol HTTPTransport: Sendable {
    /// Sends `request` and waits for the whole response. Any status is a response; a failure says whether the request
    /// may have arrived. Cancelling the task ends the transfer at once.
    func send(_ request: HTTPRequest) async throws(TransferFailure) -> HTTPResponse
}
