// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Why a text is no number, and what to write instead.
enum NumberProblem {
    static let notANumber = AddressProblem(
        Sentence(
            "This is not a phone number; write it with its country code, for example +15550100001.",
            german: "Das ist keine Telefonnummer; schreiben Sie sie mit Landesvorwahl, zum Beispiel +15550100001."))

    static let word = AddressProblem(
        Sentence(
            "Senders with a name instead of a number cannot be answered; write a phone number.",
            german: "Absendern mit einem Namen statt einer Nummer kann man nicht antworten; "
                + "schreiben Sie eine Telefonnummer."))

    static let areaMissing = AddressProblem(
        Sentence(
            "The area code is missing; write the whole number.",
            german: "Die Ortsvorwahl fehlt; schreiben Sie die ganze Nummer."))

    /// Digits behind `+`: an unknown calling code, or a wrong length.
    static func international(_ digits: String) -> AddressProblem {
        guard let (main, rest) = Regions.split(digits) else {
            return AddressProblem(
                Sentence(
                    "No country code begins like +\(digits.prefix(3)); check the first digits.",
                    german: "Keine Landesvorwahl beginnt wie +\(digits.prefix(3)); prüfen Sie die ersten Ziffern."))
        }
        let code = main.callingCode
        return AddressProblem(
            Sentence(
                "A number with the country code +\(code) does not have \(rest.count) more digits; "
                    + "check it for missing or extra ones.",
                german: "Eine Nummer mit der Landesvorwahl +\(code) hat danach nicht \(rest.count) Ziffern; "
                    + "prüfen Sie, ob eine fehlt oder zu viel ist."))
    }

    /// Digits that are no number of the region.
    static func national(_ digits: String, in region: RegionFacts) -> AddressProblem {
        AddressProblem(
            Sentence(
                "A number of \(digits.count) digits like this does not exist in the region \(region.region); "
                    + "check it, or write + and the country code first.",
                german: "Eine solche Nummer mit \(digits.count) Ziffern gibt es in der Region \(region.region) nicht; "
                    + "prüfen Sie sie, oder schreiben Sie + und die Landesvorwahl davor."))
    }

    /// Digits that two numbers may be meant by.
    static func ambiguous(_ numbers: [PhoneNumber]) -> AddressProblem {
        let list = numbers.map(\.e164)
        return AddressProblem(
            Sentence(
                "These digits may mean \(list.joined(separator: " or ")); write the number with + and its country code.",
                german: "Diese Ziffern können \(list.joined(separator: " oder ")) bedeuten; "
                    + "schreiben Sie die Nummer mit + und ihrer Landesvorwahl."))
    }
}
