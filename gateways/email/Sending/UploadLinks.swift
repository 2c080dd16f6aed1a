// SPDX-License-Identifier: Apache-2.0

/// Links to uploads in what a person wrote: clients without XEP-0066 send a file as a line that is nothing but its link.
/// No other link is ever fetched: it could confirm an order or end a subscription.
enum UploadLinks {
    /// In order, each once.
    static func find(in text: String) -> [String] {
        var found: [String] = []
        for line in lines(of: text) {
            guard let link = link(line), !found.contains(link) else { continue }
            found.append(link)
        }
        return found
    }

    /// The text without the lines that are nothing but one of these links.
    static func remove(_ links: Set<String>, from text: String) -> String {
        guard !links.isEmpty else { return text }
        return lines(of: text).filter { !(link($0).map(links.contains) ?? false) }.joined(separator: "\n")
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// nil where the line is anything but a link to a file.
    private static func link(_ line: Substring) -> String? {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let link = words.first, words.count == 1, link.prefix(scheme.count).lowercased() == scheme else {
            return nil
        }
        let parts = link.dropFirst(scheme.count).prefix { $0 != "?" && $0 != "#" }
            .split(separator: "/", omittingEmptySubsequences: false)
        // Credentials in a link are for whoever wrote it.
        guard parts.count > 1, let host = parts.first, !host.isEmpty, !host.contains("@"), let name = parts.last,
            let dot = name.lastIndex(of: "."), dot > name.startIndex
        else { return nil }
        return fileTypes.contains(name[name.index(after: dot)...].lowercased()) ? String(link) : nil
    }

    private static let scheme = "https://"

    /// What people upload.
    private static let fileTypes: Set<String> = [
        "jpg", "jpeg", "png", "gif", "webp", "heic", "avif", "svg", "mp4", "mov", "webm", "mp3", "m4a", "ogg", "opus",
        "oga", "flac", "wav", "pdf", "zip", "gz", "tar", "7z", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt",
        "ods", "odp", "txt", "csv", "vcf", "ics", "epub",
    ]
}
