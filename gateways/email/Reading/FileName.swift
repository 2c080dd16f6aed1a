// SPDX-License-Identifier: Apache-2.0

import Notation

/// A file's name that does no harm: no path, nothing invisible or that turns the direction of writing, no name that
/// hides a file or means a device.
package struct FileName: Sendable, Equatable {
    package let text: String

    /// Of UTF-8, ending included. File systems take 255; percent-encoded in an URL it becomes three times as long.
    package static let bytes = 120
    private static let endingBytes = 16
    private static let unsafe = Set("/\\:*?\"<>|\u{2044}\u{2215}\u{29F8}\u{FF0F}\u{FF3C}".unicodeScalars)

    /// - Parameters:
    ///   - claimed: what a stranger calls the file; nil: nothing.
    ///   - type: the media type, which gives a missing ending.
    package init(_ claimed: String?, type: String) {
        let last = claimed?.withFewMarks.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last
        let name = Self.trimmed(Self.visible(last ?? ""))
        let (stem, ending) = Self.divided(name)
        let suffix = ending.isEmpty ? Self.ending(for: type) : "." + ending
        let shown = PlainText.prefix(of: stem, bytes: Self.bytes - suffix.utf8.count - 1)
        let safe = shown.isEmpty ? (type.hasPrefix("image/") ? "image" : "attachment") : shown
        text = (Self.isDevice(safe) ? "_" : "") + safe + suffix
    }

    private static func visible(_ name: Substring) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch ReadableScalar(scalar) {
            case .space: text += text.utf8.last == UInt8(ascii: " ") ? "" : " "
            case .visible(let seen) where unsafe.contains(seen): text += "_"
            case .visible(let seen):
                let category = seen.properties.generalCategory
                if ![.format, .control, .privateUse, .unassigned].contains(category) {
                    text.unicodeScalars.append(seen)
                }
            case .joiner, .nothing: continue
            }
        }
        return text
    }

    /// A dot in front hides the file, dots and spaces at the end are lost on some systems.
    private static func trimmed(_ name: String) -> String {
        let isEdge = { (character: Character) in character == "." || character.isWhitespace }
        guard let start = name.firstIndex(where: { !isEdge($0) }), let end = name.lastIndex(where: { !isEdge($0) })
        else { return "" }
        return String(name[start...end])
    }

    /// The name in front of its last dot, and what follows if that can be an ending.
    private static func divided(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return (name, "") }
        let ending = name[name.utf8.index(after: dot)...]
        let isEnding =
            ending.utf8.count <= endingBytes && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isEnding && !ending.isEmpty ? (String(name[..<dot]), String(ending)) : (name, "")
    }

    /// Windows' names of devices, whatever follows the dot.
    private static func isDevice(_ stem: String) -> Bool {
        let word = stem.prefix { $0 != "." }.uppercased().dropTrailingWhiteSpace()
        if ["CON", "PRN", "AUX", "NUL"].contains(word) { return true }
        return word.count == 4 && (word.hasPrefix("COM") || word.hasPrefix("LPT")) && (word.last?.isNumber ?? false)
    }

    /// The media type that a name's ending stands for.
    static func type(of name: String) -> String {
        let ending = divided(name).ending.lowercased()
        return endings.filter { $0.value == ending }.keys.min() ?? "application/octet-stream"
    }

    private static func ending(for type: String) -> String { endings[type].map { "." + $0 } ?? "" }

    private static let endings = [
        "application/gzip": "gz", "application/ics": "ics", "application/json": "json", "application/msword": "doc",
        "application/pdf": "pdf", "application/rtf": "rtf", "application/zip": "zip", "audio/aac": "aac",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "audio/amr": "amr", "audio/mp4": "m4a", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wav": "wav",
        "image/avif": "avif", "image/bmp": "bmp", "image/gif": "gif", "image/heic": "heic", "image/jpeg": "jpg",
        "image/png": "png", "image/svg+xml": "svg", "image/tiff": "tiff", "image/webp": "webp",
        "message/rfc822": "eml", "text/calendar": "ics", "text/csv": "csv", "text/html": "html", "text/plain": "txt",
        "text/vcard": "vcf", "text/x-vcard": "vcf", "video/3gpp": "3gp", "video/mp4": "mp4", "video/quicktime": "mov",
        "video/webm": "webm",
    ]
}
