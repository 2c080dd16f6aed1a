// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Data
import class Foundation.FileHandle

/// Reads settings files.
package enum SettingsFile {
    /// Far more than anybody writes by hand; a wrong path to something large must not be read whole. Bytes.
    package static let largest = 1 << 20

    /// The text of a file; throws why there is none.
    package static func text(at path: String) throws(SettingsProblem) -> String {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: largest + 1) else {
            throw SettingsProblem(
                file: path, sentence: "cannot be read; check the path, and that Postern may read the file")
        }
        guard data.count <= largest else {
            throw SettingsProblem(file: path, sentence: "is larger than 1 MiB; this cannot be a settings file")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw SettingsProblem(file: path, sentence: "is not UTF-8; save it in this encoding")
        }
        return text
    }

    /// Whether there is a file that can be read.
    package static func isReadable(_ path: String) -> Bool {
        // Opening a folder succeeds; reading it does not.
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        return (try? file.read(upToCount: 1)) != nil
    }
}
