// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import Transfer

@Suite("Which hosts a stranger's link may lead to", .patience)
struct ReachTests {
    @Test(
        "public addresses",
        arguments: [
            [1, 1, 1, 1], [172, 32, 0, 1], [100, 128, 0, 1], [192, 0, 1, 1], [198, 20, 0, 1], [223, 255, 255, 254],
            [0x20, 1, 0x48, 0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x88, 0x88],
            [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8],
        ] as [[UInt8]])
    func isPublic(octets: [UInt8]) {
        #expect(PublicAddress.isPublic(octets))
    }

    @Test(
        "addresses that are not",
        arguments: [
            [], [127, 0, 0, 1], [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1],
            [169, 254, 169, 254],
            [0, 0, 0, 0], [100, 64, 0, 1], [224, 0, 0, 1], [255, 255, 255, 255], [198, 18, 0, 1], [203, 0, 113, 9],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1],
            [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0x20, 2, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 192, 168, 0, 1],
        ] as [[UInt8]])
    func isNotPublic(octets: [UInt8]) {
        #expect(!PublicAddress.isPublic(octets))
    }

    @Test("a name that resolves to this machine is not connected to", arguments: ["127.0.0.1", "localhost"])
    func refusesLoopback(host: String) async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let transport = CurlTransport(reach: .publicOnly(except: []))
        let request = HTTPRequest(method: "GET", url: "http://\(host):\(server.port)/")
        let failure = try #require(await transport.failure(of: request, is: .notSent))
        #expect("\(failure)".contains("not on the public internet"), "\(failure)")
        #expect(server.connections == 0)
    }

    @Test("except the places that the operator names, with their port or all ports", arguments: [true, false])
    func allowsException(namesPort: Bool) async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let place = PrivatePlace(host: "127.0.0.1", port: namesPort ? server.port : nil)
        let transport = CurlTransport(reach: .publicOnly(except: [place]))
        let response = try await transport.send(HTTPRequest(method: "GET", url: "http://127.0.0.1:\(server.port)/"))
        #expect(response.status == 200)
    }

    @Test("another port of such a place, and another name of it, are not meant")
    func refusesOtherPorts() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        for place in [
            PrivatePlace(host: "127.0.0.1", port: 443), PrivatePlace(host: "127.0.0.1", port: server.port + 1),
            PrivatePlace(host: "127.0.0.2"),
        ] {
            let transport = CurlTransport(reach: .publicOnly(except: [place]))
            let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:\(server.port)/")
            _ = try #require(await transport.failure(of: request, is: .notSent))
        }
        #expect(server.connections == 0)
    }

    @Test("no redirect leads to such a place, nor to a connection that is kept to it")
    func refusesRedirects() async throws {
        let server = try await LoopbackServer { _ in .ok() }
        let transport = CurlTransport(reach: .publicOnly(except: [PrivatePlace(host: "127.0.0.1")]))
        var request = HTTPRequest(method: "GET", url: "http://127.0.0.1:\(server.port)/")
        #expect(try await transport.send(request).status == 200)
        request.isRedirected = true
        _ = try #require(await transport.failure(of: request, is: .notSent))
        request.isRedirected = false
        #expect(try await transport.send(request).status == 200)
        #expect(server.connections == 1)
    }
}
