// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Foundation
import MIME

/// MIME: mails taken apart, with every header that a chat shows, every text in its charset and every file decoded. Beside
/// Python's email package, which does the same with the same mails.
struct Decoding {
    private static let mails = 400
    private static let seconds = 5.0
    /// From the root of the repository, where `scripts/bench` runs.
    private static let python = "Benchmarks/Decoding/decode-mails"

    private let corpus = MailCorpus(count: mails).mails

    func run() async throws {
        let bytes = corpus.reduce(0) { $0 + $1.count }
        report("corpus", "\(corpus.count) mails, \((Double(bytes) / 1e6).rounded(to: 1)) MB")
        let leaves = corpus.reduce(0) { $0 + Self.decode($1).leaves }
        let ours = Self.rate("MIME decoding", corpus) { Self.decode($0).octets }
        let theirs = try await python()
        guard theirs.leaves == leaves else { throw Different(ours: leaves, theirs: theirs.leaves) }
        report("Python's email package", Self.text(theirs.bytes, theirs.mails, theirs.seconds))
        let ratio = ours / (Double(theirs.bytes) / theirs.seconds)
        report("  Postern to Python", "\(ratio.rounded(to: 1)) : 1")
        _ = Self.rate("mail to what a chat shows, HTML rendered", corpus) { mail in
            ChatReading(ParsedMail.parse(mail)).text.utf8.count
        }
    }

    /// Both have to find the same number of parts, or they did not do the same work.
    struct Different: Error, CustomStringConvertible {
        let ours: Int, theirs: Int
        var description: String { "Postern found \(ours) parts in the corpus, and Python \(theirs)" }
    }

    /// The headers, the texts and the files of one mail: how many parts, and octets of text and files.
    private static func decode(_ mail: [UInt8]) -> (leaves: Int, octets: Int) {
        let parsed = ParsedMail.parse(mail)
        let fields = parsed.root.fields
        var octets = fields.subject?.utf8.count ?? 0
        octets += (fields.from + fields.to + fields.cc).reduce(0) { $0 + $1.address.utf8.count }
        octets += (fields.messageID?.utf8.count ?? 0) + (fields.date == nil ? 0 : 1)
        let leaves = parsed.leaves
        for leaf in leaves {
            octets += leaf.contentType.type == "text" ? leaf.text.utf8.count : leaf.bytes.count
            octets += leaf.fileName?.utf8.count ?? 0
        }
        return (leaves.count, octets)
    }

    /// Goes through the corpus again and again; returns octets a second.
    private static func rate(_ name: String, _ corpus: [[UInt8]], _ work: ([UInt8]) -> Int) -> Double {
        let began = ContinuousClock.now
        var (bytes, mails, produced) = (0, 0, 0)
        var elapsed = 0.0
        repeat {
            for mail in corpus {
                produced += work(mail)
                bytes += mail.count
                mails += 1
            }
            elapsed = (ContinuousClock.now - began).inSeconds
        } while elapsed < seconds
        precondition(produced > 0)
        report(name, text(bytes, mails, elapsed))
        return Double(bytes) / elapsed
    }

    private static func text(_ bytes: Int, _ mails: Int, _ seconds: Double) -> String {
        "\((Double(bytes) / 1e6 / seconds).rounded(to: 1)) MB/s, \((Double(mails) / seconds).rounded(to: 0)) mails/s"
    }

    private struct Result: Decodable { let bytes: Int, mails: Int, leaves: Int, seconds: Double }

    private func python() async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("postern-corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (number, mail) in corpus.enumerated() {
            try Data(mail).write(to: folder.appendingPathComponent("\(number).eml"))
        }
        let output = try await Command.run("/usr/bin/env", ["python3", Self.python, folder.path, String(Self.seconds)])
        return try JSONDecoder().decode(Result.self, from: output)
    }
}
