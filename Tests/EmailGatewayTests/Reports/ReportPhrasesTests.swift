// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

/// The lists of words.
@Suite struct ReportPhrasesTests {
    @Test("a phrase is found however it is written, and not within names")
    func spelling() {
        for text in ["Couldn’t\n  be DELIVERED!", "couldnt be delivered", "It couldn't be  delivered, sorry"] {
            #expect(ReportPhrases.holds(.failure, in: SpokenText(text)), "\(text)")
        }
        #expect(StatusGuess("host antispam.example.com said http://spam.example.com/quota").likely == nil)
        #expect(StatusGuess("bounced by spam@quota.example.com").sure == nil)
        #expect(StatusGuess("failed 20 attempts").sure == .timeRanOut)
        #expect(StatusGuess("/usr/lib/antivirus/quota ended with 69").likely == nil)
    }

    @Test("words that belong together may stand apart, in the same sentence")
    func apart() {
        #expect(StatusGuess("das Postfach des Empfängers ist leider voll.").sure == .full)
        let far = String(repeating: "und so weiter ", count: 8)
        #expect(StatusGuess("das Postfach \(far) ist voll").sure == nil)
        #expect(StatusGuess("das Postfach").sure == nil)
    }

    @Test("every phrase of every language is found in a text that holds it")
    func complete() {
        for language in ReportLanguage.all {
            for phrase in language.failure {
                #expect(ReportPhrases.holds(.failure, in: SpokenText("x \(phrase) x")), "\(phrase)")
            }
            for (reason, phrases) in language.reasons {
                for phrase in phrases {
                    let places = ReportPhrases.places(in: SpokenText("x \(phrase) x"))
                    #expect(places[.reason(reason)] != nil, "\(phrase)")
                }
            }
        }
    }

    @Test("the same words never mean two things in one language")
    func unambiguous() {
        for language in ReportLanguage.all {
            let all = language.reasons.values.flatMap { $0 }
            #expect(Set(all).count == all.count)
            var meanings: [[UInt8]: FailureReason] = [:]
            for (reason, phrases) in language.reasons {
                for phrase in phrases {
                    let known = meanings.updateValue(reason, forKey: SpokenText.phrase(phrase))
                    #expect(known == nil || known == reason, "\(phrase)")
                }
            }
        }
    }
}
