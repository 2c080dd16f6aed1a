// SPDX-License-Identifier: Apache-2.0

/// Links to uploads in what a person wrote: clients without XEP-0066 send a file as a line that is nothing but its link.
/// No other link is ever fetched: it could confirm an order or end a subscription.
enum UploadLinks {
    /// Octets of a link. Those to signed stores of clouds have up to 2,000.
    static let longest = 4_096

    /// In order, each once; the first of them, for no more are fetched.
    static func find(in text: String) -> [String] {
        var found: [String] = []
        var known: Set<[UInt8]> = []
        for line in lines(of: text) {
            guard let link = link(line), known.insert(Array(link.utf8)).inserted else { continue }
            found.append(link)
            if found.count == EmailGateway.mostAttachments { break }
        }
        return found
    }

    /// The text without the lines that are nothing but one of these links.
    static func remove(_ links: some Collection<String>, from text: String) -> String {
        guard !links.isEmpty else { return text }
        let known = Set(links.map { Array($0.utf8) })
        return lines(of: text).filter { line in !(link(line).map { known.contains(Array($0.utf8)) } ?? false) }
            .joined(separator: "\n")
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// nil where the line is anything but a link to a file.
    private static func link(_ line: Substring) -> String? {
        guard line.utf8.count <= longest else { return nil }
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let link = words.first, words.count == 1, link.prefix(scheme.count).lowercased() == scheme else {
            return nil
        }
        let parts = link.dropFirst(scheme.count).prefix { $0 != "?" && $0 != "#" }
            .split(separator: "/", omittingEmptySubsequences: false)
        // Credentials in a link are for whoever wrote it.
        guard parts.count > 1, let host = parts.first, !host.isEmpty, !host.contains("@"), let name = parts.last,
            let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex
        else { return nil }
        let type = name[name.utf8.index(after: dot)...]
        return type.utf8.count <= longestType && fileTypes.contains(type.lowercased()) ? String(link) : nil
    }

    private static let scheme = "https://"

    /// Bytes of the longest of these.
    private static let longestType = 4
    /// What people upload.
    private static let fileTypes: Set<String> = [
        "jpg", "jpeg", "png", "gif", "webp", "heic", "avif", "svg", "mp4", "mov", "webm", "mp3", "m4a", "ogg", "opus",
        "oga", "flac", "wav", "pdf", "zip", "gz", "tar", "7z", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt",
        "ods", "odp", "txt", "csv", "vcf", "ics", "epub",
    ]
}
