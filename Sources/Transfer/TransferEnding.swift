// SPDX-License-Identifier: Apache-2.0

import CCurl

/// How a transfer ended without a response: the facts, and what follows from them.
struct TransferEnding: Sendable {
    /// What we stopped ourselves, and libcurl reports as an error of a callback.
    enum Stop: Sendable {
        case bodyTooLong
        case headTooLong
        /// libcurl wanted to send again, on a fresh connection, what it had sent on a kept one that then died.
        case secondSending
        /// The host is not on the public internet, and the transport goes nowhere else.
        case privateAddress
    }

    var code: CURLcode
    /// How many bytes of requests libcurl gave to the socket, over all its attempts. 0 proves that nothing left.
    var bytesSent: Int
    /// nil where libcurl or the peer ended it.
    var stop: Stop?
    /// The system's error number of the last connect; 0 where there is none.
    var systemError: Int32 = 0
    /// libcurl's own words, which may name the host.
    var detail: String = ""

    /// The failure of `request` that this means.
    func failure(of request: HTTPRequest) -> TransferFailure {
        let sentence = sentence(for: request)
        return bytesSent > 0 ? .uncertain(sentence + " It may or may not have taken the request.") : .notSent(sentence)
    }

    private func sentence(for request: HTTPRequest) -> String {
        let peer = request.peer
        switch stop {
        case .bodyTooLong: return "The response of \(peer) is longer than \(request.maxResponseBytes) bytes."
        case .headTooLong: return "The headers of \(peer) are longer than \(EasyHandle.maxHeadBytes) bytes."
        case .secondSending: return "The connection to \(peer) was closed without a response."
        case .privateAddress: return "\(peer) is not on the public internet, so nothing is fetched from there."
        case nil: break
        }
        return bytesSent > 0 ? brokenSentence(peer, request.timeout) : unsentSentence(peer, request)
    }

    private func unsentSentence(_ peer: String, _ request: HTTPRequest) -> String {
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            "The request's URL cannot be understood; correct the address."
        case CURLE_COULDNT_RESOLVE_HOST: "The name of \(peer) does not resolve; check the address and the DNS."
        case CURLE_COULDNT_CONNECT: "There is no connection to \(peer)\(systemReason); check that it is up."
        case CURLE_OPERATION_TIMEDOUT:
            "There was no connection to \(peer) within \(min(request.connectTimeout, request.timeout))."
        case CURLE_SSL_CACERT_BADFILE: "The file of certificate authorities cannot be read; check its path."
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            "There is no TLS connection to \(peer)" + (detail.isEmpty || request.hidesURL ? "." : " (\(detail)).")
        default: "The request to \(peer) was not sent: \(EasyHandle.meaning(of: code))."
        }
    }

    private func brokenSentence(_ peer: String, _ timeout: Duration) -> String {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: "There was no complete response from \(peer) within \(timeout)."
        case CURLE_GOT_NOTHING: "The connection to \(peer) was closed without a response."
        case CURLE_PARTIAL_FILE: "The connection to \(peer) was closed in the middle of its response."
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: "The response of \(peer) is not HTTP."
        default: "The connection to \(peer) broke before its response was complete: \(EasyHandle.meaning(of: code))."
        }
    }

    private var systemReason: String {
        systemError == 0 ? "" : " (\(EasyHandle.meaning(ofSystemError: systemError)))"
    }
}
