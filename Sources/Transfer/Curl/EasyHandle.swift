// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc

/// libcurl's easy handle: what one transfer needs, kept for the next one. It belongs to the thread of the transfer loop.
///
/// The pointers of this module are in this file and in `MultiHandle.swift`.
final class EasyHandle {
    /// All headers of a response together. Providers send under 2 KiB; libcurl's own limit is 300 KiB.
    static let maxHeadBytes = 64 << 10

    let pointer: UnsafeMutableRawPointer
    /// libcurl writes its last words here; `CURL_ERROR_SIZE` bytes.
    private let words: UnsafeMutablePointer<CChar>
    private var headerLines: [String] = []
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var optionsAreSet = true

    /// The transfer in hand; nil between two.
    private(set) var job: TransferJob?
    /// The request before, without its body: its options are still set, and those that stay are not set again.
    private var last: HTTPRequest?
    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var stop: TransferEnding.Stop?
    private let reach: CurlTransport.Reach

    /// nil when libcurl refuses: no memory, or a build without an option that safety rests on.
    init?(_ options: CurlTransport.Options) {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        reach = options.reach
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setFixedOptions(options)
        setCallbacks()
        if !optionsAreSet { return nil }
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headerList)
        words.deallocate()
    }

    // MARK: - Options

    private func setFixedOptions(_ options: CurlTransport.Options) {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile = options.caFile { set(CURLOPT_CAINFO, caFile) }
        // An empty string means no proxy, whatever the environment says.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        set(CURLOPT_USERAGENT, options.userAgent)
        set(CURLOPT_NOSIGNAL, 1)
        // A name that is still being resolved must not hold up the thread when its transfer is given up.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(words))
    }

    private func setCallbacks() {
        let owner = Unmanaged.passUnretained(self).toOpaque()
        set(CURLOPT_PRIVATE, owner)
        set(CURLOPT_WRITEDATA, owner)
        set(CURLOPT_HEADERDATA, owner)
        set(CURLOPT_PREREQDATA, owner)
        note(
            postern_curl_set_receiver(pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
                EasyHandle.owner(owner)?.receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
            })
        note(
            postern_curl_set_receiver(pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, owner in
                EasyHandle.owner(owner)?.receiveHead(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
            })
        note(
            postern_curl_set_gate(pointer) { owner, _, _, _, _ in
                EasyHandle.owner(owner)?.maySend() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
            })
        guard reach != .anywhere else { return }
        set(CURLOPT_OPENSOCKETDATA, owner)
        note(
            postern_curl_set_opener(pointer) { owner, _, address in
                guard let address, EasyHandle.owner(owner)?.mayConnect(to: address) == true else { return -1 }
                return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
            })
    }

    /// Makes the handle ready for `job`. False when libcurl refuses a value; nothing was sent then.
    func prepare(for job: TransferJob) -> Bool {
        let request = job.request
        self.job = job
        (stop, optionsAreSet) = (nil, true)
        words[0] = 0
        if request.url != last?.url {
            set(CURLOPT_URL, request.url)
            // Waiting for a connection to be shared pays where HTTP/2 can share it, and that is over TLS only.
            set(CURLOPT_PIPEWAIT, request.url.lowercased().hasPrefix("https:") ? 1 : 0)
        }
        if request.connectTimeout != last?.connectTimeout {
            set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
        }
        if request.timeout != last?.timeout { set(CURLOPT_TIMEOUT_MS, request.timeout.milliseconds) }
        // A connection that is kept was judged when it was made, and may be an exception's.
        set(CURLOPT_FRESH_CONNECT, request.isRedirected ? 1 : 0)
        setMethodAndBody(request)
        setHeaders(request.headerLines)
        return optionsAreSet
    }

    private func setMethodAndBody(_ request: HTTPRequest) {
        let sendsBody = request.body != nil || request.method == "POST"
        if sendsBody {
            set(CURLOPT_POST, 1)
            let body = request.body ?? []
            note(postern_curl_set_body(pointer, body.isEmpty ? [0] : body, curl_off_t(body.count)))
        } else if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else {
            set(CURLOPT_HTTPGET, 1)
        }
        let impliedMethod = sendsBody ? "POST" : request.method == "HEAD" ? "HEAD" : "GET"
        set(CURLOPT_CUSTOMREQUEST, request.method == impliedMethod ? nil : request.method)
    }

    private func setHeaders(_ lines: [String]) {
        if lines == headerLines { return }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                optionsAreSet = false
                return
            }
            list = longer
        }
        set(CURLOPT_HTTPHEADER, list.map { UnsafeMutableRawPointer($0) })
        curl_slist_free_all(headerList)
        headerList = list
        headerLines = lines
    }

    private func set(_ option: CURLoption, _ value: Int) { note(postern_curl_set_long(pointer, option, value)) }
    private func set(_ option: CURLoption, _ value: String?) { note(postern_curl_set_string(pointer, option, value)) }
    private func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(postern_curl_set_pointer(pointer, option, value))
    }
    private func note(_ code: CURLcode) { if code != CURLE_OK { optionsAreSet = false } }

    // MARK: - Callbacks, on the loop's thread, while libcurl works on this handle

    static func owner(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
        context.map { Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Each returns how many bytes it took; fewer than came ends the transfer.
    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= job?.request.maxResponseBytes ?? 0 else {
            stop = .bodyTooLong
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    private func receiveHead(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard head.count + bytes.count <= Self.maxHeadBytes else {
            stop = .headTooLong
            return 0
        }
        head.append(contentsOf: bytes)
        return bytes.count
    }

    /// Asked before each attempt. libcurl repeats by itself what it sent on a kept connection that then died, a `POST`
    /// too; the server may have acted on the first one. Only what never left is sent again.
    private func maySend() -> Bool {
        guard bytesSent > 0 else { return true }
        stop = .secondSending
        return false
    }

    /// Asked with each address that a name was resolved to, before anything is sent there.
    private func mayConnect(to address: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
        guard case .publicOnly(let exceptions) = reach else { return true }
        if let request = job?.request, !request.isRedirected, let host = request.host {
            let port = Self.port(of: address)
            if exceptions.contains(where: { $0.host == host && ($0.port ?? port) == port }) { return true }
        }
        if PublicAddress.isPublic(Self.octets(of: address)) { return true }
        stop = .privateAddress
        return false
    }

    /// The IP address; empty where it is of another family.
    private static func octets(of address: UnsafeMutablePointer<curl_sockaddr>) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 16)
        return Array(octets.prefix(Int(postern_curl_address(address, &octets))))
    }

    /// Both families have it in the same place (RFC 3493 section 3.3), in network order.
    private static func port(of address: UnsafeMutablePointer<curl_sockaddr>) -> Int {
        withUnsafeBytes(of: address.pointee.addr) { Int($0[2]) << 8 | Int($0[3]) }
    }

    // MARK: - Results

    /// Forgets the transfer and what it brought, and is ready for the next one.
    func rest() {
        last = job?.request
        last?.body = nil
        (job, head, body) = (nil, [], [])
    }

    /// How many bytes of this transfer's requests went to the socket, over all its attempts.
    var bytesSent: Int { postern_curl_get_long(pointer, CURLINFO_REQUEST_SIZE) }

    /// What came of the transfer that ended with `code`.
    func result(_ code: CURLcode, of request: HTTPRequest) -> TransferResult {
        guard code == CURLE_OK else {
            let ending = TransferEnding(
                code: code, bytesSent: bytesSent, stop: stop,
                systemError: Int32(truncatingIfNeeded: postern_curl_get_long(pointer, CURLINFO_OS_ERRNO)),
                detail: String(cString: words))
            return .failure(ending.failure(of: request))
        }
        let status = postern_curl_get_long(pointer, CURLINFO_RESPONSE_CODE)
        return .success(ReceivedResponse(status: status, head: head, body: body))
    }

    static func meaning(of code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }

    static func meaning(ofSystemError number: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { words in
            guard let start = words.baseAddress, strerror_r(number, start, words.count) == 0 else {
                return "system error \(number)"
            }
            return String(cString: start)
        }
    }
}
