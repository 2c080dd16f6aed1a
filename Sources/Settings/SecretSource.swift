// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Data
import class Foundation.FileHandle
import class Foundation.ProcessInfo

/// Where secrets come from: the file itself, the environment (`env:NAME`), other files (`file:PATH`).
package struct SecretSource: Sendable {
    /// Relative paths start here: the folder of the settings file.
    package let folder: String
    package let environment: [String: String]

    package init(folder: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.folder = folder
        self.environment = environment
    }

    /// Follows `env:` and `file:`; any other text is the secret. The error names the variable or the file, never a value.
    package func resolve(_ text: String) throws(InvalidSetting) -> Secret {
        let secret =
            if text.hasPrefix("env:") {
                try variable(String(text.dropFirst("env:".count)))
            } else if text.hasPrefix("file:") {
                try contents(of: String(text.dropFirst("file:".count)))
            } else {
                text
            }
        guard !secret.isEmpty else { throw InvalidSetting("is empty; write the secret, \"env:NAME\" or \"file:PATH\"") }
        return Secret(secret)
    }

    /// The shape of a key that holds a secret.
    package var shape: SettingsShape<Secret> {
        SettingsShape<String>.string.checked(resolve)
    }

    private func variable(_ name: String) throws(InvalidSetting) -> String {
        guard let value = environment[name] else {
            throw InvalidSetting("the environment variable \(name) is not set; set it where Postern is started")
        }
        guard !value.isEmpty else {
            throw InvalidSetting("the environment variable \(name) is empty; set it to the secret")
        }
        return value
    }

    /// The text of a file, without the line end that editors leave behind it.
    private func contents(of path: String) throws(InvalidSetting) -> String {
        let place = FilePath.resolve(path, in: folder)
        guard let file = FileHandle(forReadingAtPath: place), let data = try? file.read(upToCount: Self.longest + 1)
        else { throw InvalidSetting("the file \(place) cannot be read; create it, readable for Postern alone") }
        guard data.count <= Self.longest, let text = String(validating: data, as: UTF8.self) else {
            throw InvalidSetting("the file \(place) holds no secret; it must be one line of text")
        }
        let secret = text.trimmingLineEnds
        guard !secret.isEmpty else { throw InvalidSetting("the file \(place) is empty; write the secret into it") }
        return secret
    }

    /// Keys and tokens are shorter; a wrong path to something large must not be read whole. Bytes.
    private static let longest = 64 << 10
}

extension String {
    fileprivate var trimmingLineEnds: String {
        var rest = Substring(self)
        while rest.last?.isNewline == true { rest.removeLast() }
        return String(rest)
    }
}
