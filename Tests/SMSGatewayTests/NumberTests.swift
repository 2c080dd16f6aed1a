// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import SMSGateway

@Suite struct NumberTests {
    /// What a person types, and what it is.
    struct Typed: Sendable, CustomTestStringConvertible {
        let region: String
        let typed: String
        let address: String

        var testDescription: String { "\(region) \(typed)" }
    }

    /// Forms that were once read as somebody else's number, or not at all.
    static let typed: [Typed] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases/numbers.tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            return fields.count == 3 ? Typed(region: fields[0], typed: fields[1], address: fields[2]) : nil
        }
    }()

    @Test func `the cases are there`() {
        #expect(Self.typed.count >= 70)
    }

    @Test("what people type is one number", arguments: typed)
    func agrees(with typed: Typed) throws {
        let plan = try #require(NumberPlan(region: typed.region))
        #expect(try plan.address(typed: typed.typed).text == typed.address)
        #expect(try plan.address(localPart: typed.typed).text == typed.address)
        #expect(try plan.address(localPart: typed.address).text == typed.address)
    }

    @Test(
        "one person is one address",
        arguments: [
            ("US", "+15550100001"), ("US", "+1 (555) 010-0001"), ("US", "(555) 010-0001"), ("US", "555-010-0001"),
            ("US", "555.010.0001"), ("US", "1-555-010-0001"), ("US", "15550100001"), ("US", "011 1 555 010 0001"),
            ("US", "0015550100001"), ("us", " 555/010/0001 "), ("US", "tel:+1-555-010-0001"),
            ("US", "sms:+15550100001"), ("US", "555\u{A0}010\u{2011}0001"), ("US", "\u{200E}+1 555 010 0001"),
            ("US", "٥٥٥٠١٠٠٠٠١"), ("US", "\u{FF0B}1 555 010 0001"), ("US", "\u{202A}tel:+1-555-010-0001\u{202C}"),
            ("US", "\u{200F}+1 555 010 0001\u{200F}"), ("US", "\u{2068}sms:1-555-010-0001\u{2069}"),
            ("US", "(+1) 555 010 0001"),
            ("DE", "001 555 010 0001"), ("DE", "+1 555 010 0001"), ("GB", "00 1 (555) 010-0001"),
            ("AU", "0011 1 555 010 0001"), ("JP", "010 1 555 010 0001"), ("RU", "810 1 555 010 0001"),
        ])
    func onePerson(region: String, text: String) throws {
        let plan = try #require(NumberPlan(region: region))
        #expect(try plan.address(typed: text).text == "+15550100001")
        #expect(try plan.address(localPart: text).text == "+15550100001")
    }

    @Test(
        "national forms are the region's",
        arguments: [
            ("GB", "+44 (0)20 7946 0018", "+442079460018"), ("US", "+44 020 7946 0018", "+442079460018"),
            ("GB", "020 7946 0018", "+442079460018"), ("GB", "442079460018", "+442079460018"),
            ("DE", "0151 2345678", "+491512345678"), ("DE", "4915123456789", "+4915123456789"),
            ("DE", "+49 (0) 30 901820", "+4930901820"), ("IT", "06 698 12345", "+390669812345"),
            ("IT", "393471234567", "+393471234567"), ("FR", "06 12 34 56 78", "+33612345678"),
            ("RU", "8 (912) 345-67-89", "+79123456789"), ("RU", "79123456789", "+79123456789"),
            ("RU", "8121234567", "+78121234567"), ("HU", "06 20 123 4567", "+36201234567"),
            ("LT", "8 612 34567", "+37061234567"), ("NO", "40 61 23 45", "+4740612345"),
            ("AG", "464 1234", "+12684641234"), ("AD", "312 345", "+376312345"),
            ("CH", "078 123 45 67", "+41781234567"),
            ("BR", "(11) 96123-4567", "+5511961234567"), ("MX", "222 123 4567", "+522221234567"),
            ("CO", "0057 321 1234567", "+573211234567"), ("KH", "00855 91 234 567", "+85591234567"),
            ("TH", "0066 (0) 63 950 9760", "+66639509760"), ("TH", "0066 63 950 9760", "+66639509760"),
            ("KH", "00 855 015 123 902", "+85515123902"), ("BR", "0055 55 98096-6380", "+5555980966380"),
            ("PL", "+48 (0) 512 345 678", "+48512345678"), ("PL", "0 512 345 678", "+48512345678"),
            ("US", "+34 (0) 612 34 56 78", "+34612345678"), ("CL", "09 1234 5678", "+56912345678"),
            ("IT", "+39 (0)6 698 12345", "+390669812345"), ("IT", "+39 6 698 12345", "+39669812345"),
            ("UA", "8 050 123 4567", "+380501234567"), ("UZ", "8 90 123 45 67", "+998901234567"),
            ("SM", "886377", "+3780549886377"), ("GA", "+241 06 03 12 34", "+24106031234"),
            ("AR", "+54 (0351) 15 555-1234", "+5493515551234"), ("AR", "0 11 15 2345 6789", "+5491123456789"),
            ("BR", "90 15 11 98765-4321", "+5511987654321"), ("KZ", "8 (701) 234-56-78", "+77012345678"),
            ("BY", "8 (029) 491 19 11", "+375294911911"), ("LT", "0 612 34567", "+37061234567"),
            ("SG", "001 47 406 12 345", "+4740612345"), ("SG", "00 47 406 12 345", "+4740612345"),
            ("BG", "02 123 456", "+3592123456"), ("BY", "8 029 491-19-11", "+375294911911"),
            ("JP", "+81 (0)90-1234-5678", "+819012345678"), ("IN", "+91 (0) 98765 43210", "+919876543210"),
            ("JP", "+81-090-1234-5678", "+819012345678"), ("DE", "+81 (0) 90 1234 5678", "+819012345678"),
            ("KR", "+82 010-2345-6789", "+821023456789"), ("TH", "+66 (0) 81 234 5678", "+66812345678"),
            ("ID", "+62 (0) 812-3456-789", "+628123456789"), ("ID", "+62 0812-3456-789", "+628123456789"),
            ("MX", "+52 1 55 1234 5678", "+525512345678"), ("US", "+5215512345678", "+525512345678"),
            ("MX", "044 55 1234 5678", "+525512345678"), ("AR", "+54 11 15-2345-6789", "+5491123456789"),
            ("AR", "011 15-2345-6789", "+5491123456789"), ("AR", "+54 11 15 2345-6789", "+5491123456789"),
            ("LT", "+370 (8) 612 34567", "+37061234567"), ("LT", "+370 8 612 34567", "+37061234567"),
            ("BR", "021 11 98765-4321", "+5511987654321"), ("BG", "+359 (0)88 123 4567", "+359881234567"),
            ("IN", "0919876543210", "+919876543210"), ("CO", "03 300 123 4567", "+573001234567"),
            ("CO", "0 300 123 4567", "+573001234567"), ("AT", "43664 123 4567", "+436641234567"),
            ("ID", "62812345678", "+62812345678"), ("RU", "8~10 1 555 010 0001", "+15550100001"),
            ("CA", "310-1234", "+13101234"), ("JE", "020 7946 0018", "+442079460018"),
            ("US", "+800 1234 5678", "+80012345678"), ("US", "+883 5100 0123 4567", "+883510001234567"),
        ])
    func national(region: String, text: String, e164: String) throws {
        let plan = try #require(NumberPlan(region: region))
        #expect(try plan.address(typed: text).text == e164)
    }

    @Test(
        "short codes are digits alone",
        arguments: [
            ("US", "46645", "46645"), ("US", "466-45", "46645"), ("US", "911", "911"), ("US", "12345678", "12345678"),
            ("DE", "72221", "72221"), ("GB", "60300", "60300"), ("NO", "2440", "2440"), ("DE", "110", "110"),
        ])
    func shortCode(region: String, text: String, address: String) throws {
        let plan = try #require(NumberPlan(region: region))
        #expect(try plan.address(typed: text).text == address)
        #expect(try plan.address(localPart: text).text == address)
        #expect(plan.sender(text)?.address.text == address)
    }

    @Test(
        "what is no number gets a sentence that helps",
        arguments: [
            ("US", "", "is not a phone number"), ("US", "+", "is not a phone number"),
            ("US", "?", "is not a phone number"),
            ("US", "+1+5550100001", "is not a phone number"), ("US", "555010000+1", "is not a phone number"),
            ("US", "5550100001\n5550100002", "is not a phone number"),
            ("US", "5550100001,5550100002", "not a phone number"),
            ("US", "½½½½", "is not a phone number"), ("US", "Amazon", "cannot be answered"),
            ("US", "bob@example.com", "is not a phone number"), ("US", "555-0100", "area code is missing"),
            ("US", "+1555010", "country code +1 does not have 6 more"),
            ("US", "+155501000011", "does not have 11 more"),
            ("US", "+0151234567", "No country code begins like +015"), ("US", "+999123456789", "begins like +999"),
            ("US", "12", "does not exist in the region US"), ("US", "123456789", "does not exist in the region US"),
            ("US", "4915123456789", "write + and the country code"), ("DE", "0", "does not exist in the region DE"),
            ("GB", "020 7946 00181", "does not exist in the region GB"), ("GB", "00", "does not exist"),
            ("PL", "0 12 345 678", "does not exist in the region PL"),
            ("US", "310-1234", "area code is missing"),
            ("SE", "468123456", "may mean +46468123456 or +468123456"),
            ("AU", "0016846221234", "may mean +16846221234 or +846221234"),
            ("MX", "+22990123456", "+229 does not have 8 more"), ("US", "+33700", "+33 does not have 3 more"),
            ("US", "+" + String(repeating: "1", count: 3000), "does not exist in the region US"),
            ("US", String(repeating: "1", count: 3000), "does not exist in the region US"),
        ])
    func problem(region: String, text: String, sentence: String) throws {
        let plan = try #require(NumberPlan(region: region))
        let problem = #expect(throws: AddressProblem.self) { try plan.address(typed: text) }
        #expect(problem?.sentence.english.contains(sentence) == true, "\(problem?.sentence.english ?? "")")
        #expect(problem?.sentence.german.isEmpty == false)
    }

    @Test(
        "only the canonical form is E.164",
        arguments: [
            "15550100001", "+1 5550100001", "+", "", "+1", "+1555010000", "+155501000011", "+0123456789", "+999123456",
            "+4402079460018", "+490151123456", "+15550100001 ", "+1555010000a", "+١٥٥٥٠١٠٠٠٠١", "++15550100001",
            "+1234567890123456",
        ])
    func notE164(text: String) {
        #expect(PhoneNumber(e164: text) == nil)
    }

    @Test func `every pattern of the table is known`() throws {
        for facts in Regions.all {
            let patterns = [
                facts.prefixes?.pattern, facts.withoutTrunk, facts.formerPrefixes, facts.internationalPrefixes,
                facts.national,
                facts.mobile,
            ]
            for pattern in patterns { _ = try pattern?.compiled() }
            #expect(facts.national != nil && !facts.lengths.isEmpty)
        }
        #expect(Regions.all.count == RegionTable.text.split(separator: "\n").count)
        #expect(RegionTable.version.split(separator: ".").count == 3)
    }

    @Test("a region that is none has no plan", arguments: ["", "ZZ", "USA", "001", "1"])
    func noRegion(name: String) {
        #expect(NumberPlan(region: name) == nil)
    }
}
