// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

/// Every kind of number of every region in every form that people write, against the PyPI package `phonenumbers`.
@Suite struct NumberOracleTests {
    /// How a form was read.
    private enum Reading: Hashable {
        case asMeant, refused, shortCode
        case other(String)
    }

    /// Forms that are refused, and why: form and regions.
    private static let refusals: [(form: String, regions: Set<String>, why: String)] = [
        (
            "cc-noplus", ["BR", "DE", "ID", "NL", "SE", "XK"],
            "without + the calling code may as well be an area code, and both numbers may exist"
        ),
        ("abroad00", ["AU"], "0016 and 0018 are prefixes of Australia's own, and both numbers may exist"),
    ]

    /// Forms that are short codes, and why.
    private static let shortCodes: [(form: String, regions: Set<String>, why: String)] = [
        ("nsn", ["AL", "IR", "PM"], "nobody leaves the trunk prefix out before so few digits"),
        ("cc-noplus", ["IR"], "six digits that begin with 98 are a code sooner than a calling code and four digits"),
    ]

    @Test func `the oracle is of the version from which the table was generated`() throws {
        #expect(try NumberOracle.answer.get().version == RegionTable.version)
    }

    @Test func `no number differs, and few are refused`() async throws {
        let forms = try NumberOracle.answer.get().forms
        #expect(forms.count > 60_000)
        let readings = await Self.readings(of: forms)
        var refused = 0
        for (form, reading) in zip(forms, readings) {
            let what = Comment(rawValue: "\(form.region) \(form.name) \(form.typed): \(form.meant), not \(reading)")
            switch reading {
            case .asMeant: break
            case .refused:
                refused += 1
                #expect(Self.lists(Self.refusals, form), what)
            case .shortCode: #expect(Self.lists(Self.shortCodes, form), what)
            case .other(let number): #expect(number == form.reading && form.name == "cc-noplus", what)
            }
        }
        #expect(Double(refused) <= 0.001 * Double(forms.count), "\(refused) of \(forms.count) are refused")
    }

    @Test func `a number that was read is the same wherever it is written`() async throws {
        let numbers = Set(try NumberOracle.answer.get().forms.map(\.meant))
        let us = try #require(NumberPlan(region: "US"))
        let jp = try #require(NumberPlan(region: "JP"))
        for number in numbers {
            #expect(PhoneNumber(e164: number)?.e164 == number)
            for plan in [us, jp] {
                #expect((try? plan.address(localPart: number))?.text == number)
                #expect(plan.sender(number)?.address.text == number)
                #expect(
                    plan.sender(String(number.dropFirst()), isE164: true)?.address.text == number || number.count < 10)
            }
        }
    }

    private static func lists(
        _ list: [(form: String, regions: Set<String>, why: String)], _ form: NumberOracle.Form
    ) -> Bool {
        list.contains { $0.form == form.name && $0.regions.contains(form.region) }
    }

    /// In the order of the forms; by several hands, because they are many.
    private static func readings(of forms: [NumberOracle.Form]) async -> [Reading] {
        let size = 4_000
        return await withTaskGroup(of: (Int, [Reading]).self) { group in
            for start in stride(from: 0, to: forms.count, by: size) {
                group.addTask { (start, forms[start..<min(start + size, forms.count)].map(reading)) }
            }
            var parts: [Int: [Reading]] = [:]
            for await (start, part) in group { parts[start] = part }
            return parts.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    private static func reading(of form: NumberOracle.Form) -> Reading {
        guard let address = try? NumberPlan(region: form.region)?.address(typed: form.typed) else { return .refused }
        if address.text == form.meant { return .asMeant }
        return address.text.hasPrefix("+") ? .other(address.text) : .shortCode
    }
}
