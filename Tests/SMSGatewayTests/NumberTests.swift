// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import SMSGateway

@Suite struct NumberTests {
    /// A typed form and what the library `phonenumbers` makes of it (scripts/generate-regions --cases).
    struct Typed: Decodable, Sendable, CustomTestStringConvertible {
        let region: String
        let typed: String
        let e164: String

        var testDescription: String { "\(region) \(typed)" }
    }

    static let typed: [Typed] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases/numbers.json")
        return (try? JSONDecoder().decode([Typed].self, from: Data(contentsOf: file))) ?? []
    }()

    @Test func `the cases are there`() {
        #expect(Self.typed.count >= 300)
    }

    @Test("what people type is read as the library reads it", arguments: typed)
    func agrees(with typed: Typed) throws {
        let plan = try #require(NumberPlan(region: typed.region))
        #expect(try plan.address(typed: typed.typed).text == typed.e164)
        #expect(try plan.address(localPart: typed.typed).text == typed.e164)
        #expect(PhoneNumber(e164: typed.e164)?.e164 == typed.e164)
        #expect(plan.sender(typed.e164)?.address.text == typed.e164)
    }

    @Test(
        "one person is one address",
        arguments: [
            ("US", "+15550100001"), ("US", "+1 (555) 010-0001"), ("US", "(555) 010-0001"), ("US", "555-010-0001"),
            ("US", "555.010.0001"), ("US", "1-555-010-0001"), ("US", "15550100001"), ("US", "011 1 555 010 0001"),
            ("US", "0015550100001"), ("us", " 555/010/0001 "), ("US", "tel:+1-555-010-0001"),
            ("US", "sms:+15550100001"), ("US", "555\u{A0}010\u{2011}0001"), ("US", "\u{200E}+1 555 010 0001"),
            ("US", "٥٥٥٠١٠٠٠٠١"), ("US", "\u{FF0B}1 555 010 0001"), ("US", "(+1) 555 010 0001"),
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
            ("SG", "001 47 406 12 345", "+4740612345"), ("SG", "00 47 406 12 345", "+4740612345"),
            ("BG", "02 123 456", "+3592123456"), ("BY", "8 029 491-19-11", "+375294911911"),
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

    @Test("a region that is none has no plan", arguments: ["", "ZZ", "USA", "001", "1"])
    func noRegion(name: String) {
        #expect(NumberPlan(region: name) == nil)
    }
}
