// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong in a settings file: where it stands, and what to write instead.
package struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the operator named it.
    package let file: String
    /// Counted from 1; nil where the problem has no line, such as a file that cannot be read.
    package let line: Int?
    /// The key's path, `gateways.sms.numbers[0]`; empty where the problem is the file's.
    package let path: String
    /// What is wrong and what to write instead.
    package let sentence: String

    package init(file: String, line: Int? = nil, path: String = "", sentence: String) {
        self.file = file
        self.line = line
        self.path = path
        self.sentence = sentence
    }

    /// `FILE:LINE: PATH: sentence`, without the parts that are not there.
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return path.isEmpty ? "\(place): \(sentence)" : "\(place): \(path): \(sentence)"
    }
}
