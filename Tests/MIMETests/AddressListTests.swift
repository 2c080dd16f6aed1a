// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import MIME

@Suite("A list of addresses")
struct AddressListTests {
    static let cases: [(written: String, read: String)] = [
        ("", ""),
        ("a@b.c", "<a@b.c>"),
        ("a@b.c, d@e.f", "<a@b.c> <d@e.f>"),
        ("Name <a@b.c>", "Name<a@b.c>"),
        ("\"Last, First\" <a@b.c>, x@y.z", "Last, First<a@b.c> <x@y.z>"),
        ("Last, First <a@b.c>, x@y.z", "Last, First<a@b.c> <x@y.z>"),
        ("root, a@b.c", "<a@b.c>"),
        ("Friends: a@b.c, D <d@e.f>; g@h.i", "<a@b.c> D<d@e.f> <g@h.i>"),
        ("undisclosed-recipients:;", ""),
        ("undisclosed-recipients: ;, a@b.c", "<a@b.c>"),
        ("a@b.c (Name)", "Name<a@b.c>"),
        ("a@b.c (One (two))", "One (two)<a@b.c>"),
        ("a (x) @ b (y) . c (z)", "z<a@b.c>"),
        ("Name (not this) <a@b.c>", "Name<a@b.c>"),
        ("<@x.y,@z.w:a@b.c>", "<a@b.c>"),
        ("John Doe a@b.c", "John Doe<a@b.c>"),
        ("a@b.c <a@b.c>", "a@b.c<a@b.c>"),
        ("=?utf-8?Q?a,_b_<x@y.z>?= <a@b.c>", "a, b <x@y.z><a@b.c>"),
        ("=?utf-8?Q?a@b.c?=", "<a@b.c>"),
        ("=?utf-8?Q?\"M\"_<a@b.c>?=", "M<a@b.c>"),
        ("=?utf-8?B?Ik1pYSBNZXRlciIgPG1pYUBleGFtcGxlLm5ldD4=?=", "Mia Meter<mia@example.net>"),
        ("=?utf-8?Q?\"M=C3=BCl?= =?utf-8?Q?ler\"_<a@b.c>?=", "Müller<a@b.c>"),
        ("Mia <=?utf-8?Q?mia?=@example.net>", "Mia<mia@example.net>"),
        ("Mia <=?utf-8?Q?mia=40example.net?=>", "Mia<mia@example.net>"),
        ("=?utf-8?Q?boss@bank.example?=, X <a@b.c>", "boss@bank.example, X<a@b.c>"),
        ("Mia <=?utf-8?Q?boss=40bank.example?=@b.c>", ""),
        ("\"a\\\"b\"@c.d", "<\"a\\\"b\"@c.d>"),
        ("\"plain\"@c.d", "<plain@c.d>"),
        ("a@[IPv6:::1]", "<a@[IPv6:::1]>"),
        ("<a@b.c", "<a@b.c>"),
        ("a@b.c>", "<a@b.c>"),
        ("<a@b.c><d@e.f>", "<d@e.f>"),
        ("a@b@c", ""),
        ("@", ""),
        ("<>", ""),
        (",,;;,,", ""),
        ("\"unclosed <a@b.c>", "unclosed<a@b.c>"),
        ("Mia \"M\" \" Meter <a@b.c>", "Mia M Meter<a@b.c>"),
        ("Mia (Meter <a@b.c>", "Mia Meter<a@b.c>"),
        ("a@b.c <>", "a@b.c<a@b.c>"),
        ("\"a@b.c\"", "<a@b.c>"),
        ("Mia [a@b.c]", "Mia<a@b.c>"),
        ("Mia <\"a@b.c\">", "Mia<a@b.c>"),
        ("(((((a@b.c", "<a@b.c>"),
        ("a\\b@c.d", ""),
    ]

    @Test("is read as far as there are addresses", arguments: cases)
    func reads(_ item: (written: String, read: String)) {
        let read = AddressList.parse(Array(item.written.utf8)).map { ($0.displayName ?? "") + "<\($0.address)>" }
        #expect(read.joined(separator: " ") == item.read, "\(item.written)")
    }

    @Test("is read up to a limit")
    func isLimited() {
        let written = (0..<2000).map { "a\($0)@b.c" }.joined(separator: ", ")
        let read = AddressList.parse(Array(written.utf8))
        #expect(read.count == AddressList.mostEntries)
        #expect(read.last?.address == "a999@b.c")
    }

    @Test(
        "takes time in proportion", .patience,
        arguments: ["<", "(", "\"", "@", ",", "a@b,", ":", "[", "=?"]
    )
    func isLinear(_ piece: String) {
        _ = AddressList.parse(Array(String(repeating: piece, count: 100_000 / piece.utf8.count).utf8))
    }
}
