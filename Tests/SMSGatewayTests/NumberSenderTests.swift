// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

@Suite struct NumberSenderTests {
    @Test(
        "a sender is known however the provider writes it",
        arguments: [
            ("US", "+15550100099", "+15550100099"), ("US", "15550100099", "+15550100099"),
            ("US", "5550100099", "+15550100099"), ("US", "491512345678", "+491512345678"),
            ("DE", "491512345678", "+491512345678"), ("DE", "01512345678", "+491512345678"),
            ("DE", "00491512345678", "+491512345678"), ("DE", "15550100099", "+15550100099"),
            ("GB", "447911123456", "+447911123456"), ("GB", "07911123456", "+447911123456"),
            ("NO", "4740612345", "+4740612345"), ("NO", "40612345", "+4740612345"),
            ("IT", "393471234567", "+393471234567"), ("IT", "3471234567", "+393471234567"),
            ("RU", "79123456789", "+79123456789"), ("RU", "89123456789", "+79123456789"),
            ("RU", "8613812345678", "+8613812345678"), ("US", "46645", "46645"), ("GB", "60300", "60300"),
        ])
    func sender(region: String, text: String, address: String) throws {
        let plan = try #require(NumberPlan(region: region))
        #expect(plan.sender(text) == NumberPlan.Sender(address: Address(address), nickname: nil))
    }

    @Test func `digits of a provider that sends E.164 alone are not taken for national ones`() throws {
        let plan = try #require(NumberPlan(region: "US"))
        #expect(plan.sender("4512345678")?.address.text == "+14512345678")
        #expect(plan.sender("4512345678", isE164: true)?.address.text == "+4512345678")
        #expect(plan.sender("46645", isE164: true)?.address.text == "46645")
    }

    @Test(
        "a word is an address in lower case, with the word as nickname",
        arguments: [
            ("Amazon", "amazon"), ("DHL Paket", "dhl paket"), ("1and1", "1and1"), ("A", "a"), ("Müller", "müller"),
            ("ΔΦ", "δφ"), (" Bank ", "bank"), ("ELEVENCHARS", "elevenchars"), ("H&M", "h&m"),
        ])
    func word(text: String, address: String) throws {
        let plan = try #require(NumberPlan(region: "US"))
        let sender = try #require(plan.sender(text))
        #expect(sender.address.text == address)
        #expect(sender.nickname == text.trimmed)
        #expect(!NumberPlan.canBeAnswered(sender.address))
        #expect(try plan.address(localPart: address) == sender.address, "its JID comes back as the same address")
    }

    @Test(
        "what is neither number nor word is no sender",
        arguments: ["", " ", "+", "TwelveLetters", "日本", "a\u{0}b", "a\nb", "+1", "12", "+1555", "---", "&&&"])
    func noSender(text: String) throws {
        let plan = try #require(NumberPlan(region: "US"))
        #expect(plan.sender(text) == nil)
    }

    @Test(
        "a number that wrote is answered, whatever the table thinks of it",
        arguments: [
            ("+5215512345678", "+5215512345678"), ("+22990123456", "+22990123456"), ("+4912", "+4912"),
            ("+33700", "+33700"), ("+33 700", "+33700"), ("+999123456789", "+999123456789"),
            ("+155501000011", "+155501000011"), ("+1555", "+1555"), ("+0151234567", "+0151234567"),
            ("5215512345678", "+5215512345678"), ("22990123456", "+22990123456"),
            ("+4402079460018", "+442079460018"), ("+8109012345678", "+819012345678"),
            ("+480512345678", "+48512345678"), ("46645", "46645"),
            ("Amazon", "amazon"),
        ])
    func answered(text: String, address: String) throws {
        for region in ["US", "DE", "MX", "JP"] {
            let plan = try #require(NumberPlan(region: region))
            for isE164 in [true, false] {
                let addresses = InboundAddresses(plan: plan, numbers: [Address("+15550100001")], isE164: isE164)
                let sender = try #require(addresses.sender(text))
                #expect(sender.address.text == address)
                #expect(try plan.address(localPart: sender.address.text) == sender.address)
            }
        }
    }

    @Test(
        "an unknown number is one of the region, or of the world, as its prefix says",
        arguments: [
            ("DE", "0123456", "+49123456"), ("FR", "0033700", "+33700"), ("DE", "00999123456789", "+999123456789"),
            ("FR", "0022990123456", "+22990123456"), ("JP", "0123", "+81123"),
        ])
    func unknown(region: String, text: String, address: String) throws {
        let plan = try #require(NumberPlan(region: region))
        let addresses = InboundAddresses(plan: plan, numbers: [Address("+15550100001")])
        let sender = try #require(addresses.sender(text)?.address)
        #expect(sender.text == address)
        #expect(try plan.address(localPart: sender.text) == sender)
    }

    @Test("a local part that no network can have sent is none", arguments: ["+1", "+", "+999999999999999999", "12"])
    func noLocalPart(text: String) throws {
        let plan = try #require(NumberPlan(region: "US"))
        #expect(throws: AddressProblem.self) { try plan.address(localPart: text) }
    }

    @Test(
        "our own short codes and words are known as they are written",
        arguments: ["46645", "MyShop", "myshop", " MYSHOP "])
    func own(text: String) throws {
        let plan = try #require(NumberPlan(region: "US"))
        let numbers = [Address("+15550100001"), Address("46645"), Address("MYSHOP")]
        let addresses = InboundAddresses(plan: plan, numbers: numbers)
        #expect(addresses.own([text], copies: [], sim: nil) == [Address(text.trimmed.uppercased())])
    }

    @Test("numbers and short codes can be answered", arguments: ["+15550100001", "46645"])
    func canBeAnswered(text: String) {
        #expect(NumberPlan.canBeAnswered(Address(text)))
    }
}
