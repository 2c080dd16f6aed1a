// SPDX-License-Identifier: Apache-2.0

/// What a file is called.
enum AttachmentName {
    /// Unicode scalars of a name; what file systems take.
    private static let longest = 80

    /// A name of plain characters, as the last part of a path; `image.jpeg` where there is none.
    static func safe(_ name: String?, type: String) -> String {
        if let plain = name.flatMap(plain) { return plain }
        let parts = type.split(separator: "/").map { $0.filter { $0.isLetter || $0.isNumber } }
        return parts.joined(separator: ".")
    }

    /// Letters, digits and ` ._-` of a path's last step; nil where none is left.
    static func plain(_ name: String) -> String? {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let plain = last.unicodeScalars.filter { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || " ._-".unicodeScalars.contains(scalar)
        }
        let text = String(String.UnicodeScalarView(plain.drop { $0 == "." || $0 == " " }.prefix(longest)))
        return text.isEmpty ? nil : text
    }
}
