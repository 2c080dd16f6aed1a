// SPDX-License-Identifier: Apache-2.0

import CCurl

/// libcurl's multi handle: all transfers of one thread and their kept connections. Only its `waker` leaves that thread.
final class MultiHandle {
    /// The one door to a multi handle for other threads.
    ///
    /// Unchecked, because it holds a pointer: libcurl allows `curl_multi_wakeup` from any thread while the handle
    /// lives, and `TransferMailbox` lets nobody knock except while the loop sleeps.
    struct Waker: @unchecked Sendable {
        fileprivate let pointer: UnsafeMutableRawPointer

        func wake() { _ = curl_multi_wakeup(pointer) }
    }

    private let pointer: UnsafeMutableRawPointer

    /// nil when libcurl has no memory.
    init?(_ options: CurlTransport.Options) {
        guard Self.libraryIsReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        // Several hosts share the cache; a connection that no longer fits in is closed, the oldest first.
        _ = postern_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, options.maxConnectionsPerHost * 4)
        _ = postern_curl_multi_set_long(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, options.maxConnectionsPerHost)
    }

    /// Every easy handle must have been removed before.
    deinit { curl_multi_cleanup(pointer) }

    private static let libraryIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    var waker: Waker { Waker(pointer: pointer) }

    /// Begins the transfer that `handle` is prepared for; false when libcurl refuses.
    func add(_ handle: EasyHandle) -> Bool { curl_multi_add_handle(pointer, handle.pointer) == CURLM_OK }

    /// Ends the transfer of `handle`, finished or not. An unfinished one takes its connection with it.
    func remove(_ handle: EasyHandle) { curl_multi_remove_handle(pointer, handle.pointer) }

    /// Does what can be done without waiting.
    func perform() {
        var running: Int32 = 0
        _ = curl_multi_perform(pointer, &running)
    }

    /// The next transfer that has ended, once each; nil when there is none left.
    func nextEnded() -> (handle: EasyHandle, code: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(pointer, &left)?.pointee {
            guard message.msg == CURLMSG_DONE, let easy = message.easy_handle,
                let handle = EasyHandle.owner(postern_curl_get_owner(easy))
            else { continue }
            return (handle, message.data.result)
        }
        return nil
    }

    /// Sleeps until a socket is ready, a timeout of libcurl has come, or somebody wakes it; `limit` in milliseconds.
    func wait(limit: Int32) { _ = curl_multi_poll(pointer, nil, 0, limit, nil) }
}
