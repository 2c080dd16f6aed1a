// SPDX-License-Identifier: Apache-2.0

/// What mail systems write in one language: the second witness, where codes and form leave something open. Phrases are
/// compared as `SpokenText`: without case, punctuation and apostrophes, with every number as `9`. A blank at the beginning
/// or end of a phrase stands for the edge of a word, and `*` for a few words that may stand between.
struct ReportLanguage: Sendable {
    /// That a mail could not be delivered.
    var failure: [String] = []
    /// That it is late and still under way.
    var delay: [String] = []
    /// That it will be tried again.
    var promise: [String] = []
    /// That it arrived.
    var success: [String] = []
    /// Subjects of holiday programs and of other answers that nobody typed.
    var automaticAnswer: [String] = []
    /// In the line above the copy of the message.
    var copy: [String] = []
    /// Such a line as a whole.
    var copyTitle: [String] = []
    /// Why, in words that mean nothing else wherever they stand.
    var reasons: [FailureReason: [String]] = [:]
    /// Why, in words that may mean something else in a long text, and are asked only of what the refusing server said.
    var hints: [FailureReason: [String]] = [:]

    /// Another language is a file beside this one, and its name here.
    static let all: [ReportLanguage] = [
        .english, .german, .french, .spanish, .italian, .portuguese, .dutch, .polish, .russian, .ukrainian, .czech,
        .swedish, .danish, .turkish, .hungarian, .chinese, .japanese, .korean,
        .finnish, .romanian, .greek, .vietnamese, .indonesian, .hebrew, .arabic, .bulgarian, .croatian, .slovak, .thai,
    ]
}
