// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite("Parameters")
struct ParameterListTests {
    static let cases: [(written: String, head: String, parameters: [String: String])] = [
        ("", "", [:]),
        ("text/plain", "text/plain", [:]),
        ("text/plain; charset=utf-8", "text/plain", ["charset": "utf-8"]),
        ("a; B=\"c;d\" junk; e=f", "a", ["b": "c;d", "e": "f"]),
        ("a; b=\"c\\\"d\\\\e\\f\"", "a", ["b": "c\"d\\e\\f"]),
        ("a; b=c (comment); d = e", "a", ["b": "c", "d": "e"]),
        ("a; b=c; b=d", "a", ["b": "c"]),
        ("a; b; =c; d=", "a", ["": "c", "d": ""]),
        ("a; n*=utf-8'en'%C3%BC", "a", ["n": "ü"]),
        ("a; n*=%41", "a", ["n": "A"]),
        ("a; n*=utf-8''100%; m=1", "a", ["n": "100%", "m": "1"]),
        ("a; n*1*=%BC; n*0*=utf-8''%C3", "a", ["n": "ü"]),
        ("a; n*0=x; n*1=y; n*3=z", "a", ["n": "xy"]),
        ("a; n*0=x; n*0=y", "a", ["n": "x"]),
        ("a; n*1=x; n*2=y", "a", ["n": "xy"]),
        ("a; n*99999999999999999999=x", "a", [:]),
        ("a; n*-1=x; n*x=y; *=z", "a", [:]),
        ("a; n=plain; n*=utf-8''extended", "a", ["n": "extended"]),
        ("a; n*=x-nothing''%FC", "a", ["n": "ü"]),
        ("a b=c", "a", ["b": "c"]),
        ("a; n=\"open", "a", ["n": "open"]),
        ("filename=plan.pdf", "", ["filename": "plan.pdf"]),
        ("a; filename=UTF-8''%C3%9C.pdf", "a", ["filename": "Ü.pdf"]),
        ("a; name=\"iso-8859-1'de'%DC.pdf\"", "a", ["name": "Ü.pdf"]),
        ("a; filename=\"%C3%9C.pdf\"", "a", ["filename": "Ü.pdf"]),
        ("a; filename=100%25.pdf; boundary=%C3%9C", "a", ["filename": "100%25.pdf", "boundary": "%C3%9C"]),
        ("a; filename=it's o'clock%20.pdf", "a", ["filename": "it's o'clock%20.pdf"]),
        (";;;", "", [:]),
    ]

    @Test("are read, with the mistakes of real mail", arguments: cases)
    func reads(_ item: (written: String, head: String, parameters: [String: String])) {
        let (head, parameters) = ParameterList.split(Array(item.written.utf8))
        #expect(String(decoding: head, as: UTF8.self) == item.head, "\(item.written)")
        #expect(parameters == item.parameters, "\(item.written)")
    }

    @Test("are read up to a limit")
    func areLimited() {
        let written = "a" + (0..<3000).map { "; p\($0)=v" }.joined()
        #expect(ParameterList.split(Array(written.utf8)).parameters.count == ParameterList.mostParameters)
    }
}
