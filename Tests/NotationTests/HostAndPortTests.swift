// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite("Hosts and ports")
struct HostAndPortTests {
    @Test(
        "are read, and written the same",
        arguments: [
            ("127.0.0.1:8087", "127.0.0.1", 8087), ("[::1]:0", "::1", 0),
            ("[2001:db8::1]:65535", "2001:db8::1", 65_535),
            ("xmpp.example.org:5347", "xmpp.example.org", 5347), ("localhost:5347", "localhost", 5347),
            ("bücher.example:80", "bücher.example", 80),
        ])
    func read(text: String, host: String, port: Int) {
        #expect(HostAndPort(text) == HostAndPort(host: host, port: port))
        #expect(HostAndPort(host: host, port: port).description == text)
    }

    @Test(
        "what is not host and port is neither",
        arguments: [
            "", ":", "host", "host:", ":80", "host:-1", "host:65536", "host:http", "a b:80", "[::1]", "[x]:80",
            "::1:80", "1.2.3.4.5:80", "256.1.1.1:80", "-a.example:80", "a..b:80", "user@host:80", "host/:80",
        ])
    func noHostAndPort(text: String) {
        #expect(HostAndPort(text) == nil)
    }

    @Test(
        "on this machine are told from others",
        arguments: [
            ("localhost", true), ("127.0.0.1", true), ("127.255.1.2", true), ("::1", true), ("[::1]", true),
            ("localhost.example.org", false), ("127.0.0.1.example.org", false), ("127.example.org", false),
            ("127.1", false),
            ("127.0.0.256", false), ("128.0.0.1", false), ("::2", false), ("0.0.0.0", false), ("", false),
        ])
    func loopbackHost(host: String, isLoopback: Bool) {
        #expect(Loopback.isHost(host) == isLoopback)
    }

    @Test(
        "the other end of a socket, too",
        arguments: [
            ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("0:0:0:0:0:0:0:1", true),
            ("::ffff:127.0.0.1", true),
            ("::ffff:7f00:1", true), ("192.0.2.1", false), ("::ffff:192.0.2.1", false), ("::2", false),
            ("::127.0.0.1", false),
            ("2001:db8::1", false), ("localhost", false), ("", false),
        ])
    func loopbackAddress(address: String, isLoopback: Bool) {
        #expect(Loopback.isAddress(address) == isLoopback)
    }

    @Test(
        "numbers are of digits alone",
        arguments: [
            ("0", 0), ("65535", 65_535), ("007", 7), ("", nil), ("-1", nil), ("+1", nil), (" 1", nil), ("١", nil),
            ("1.0", nil),
            ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func unsigned(text: String, number: Int?) {
        #expect(UnsignedNumber.parse(text) == number)
    }
}
