// SPDX-License-Identifier: Apache-2.0

import Settings

extension SettingsShape where Value == String {
    /// The path of a file that can be read, relative to the folder of the settings file.
    static func readableFile(in folder: String) -> Self {
        text.checked { (text) throws(InvalidSetting) in
            let path = FilePath.resolve(text, in: folder)
            guard SettingsFile.isReadable(path) else {
                throw InvalidSetting("the file \(path) cannot be read; check the path, and that Postern may read it")
            }
            return path
        }
    }
}

extension SettingsShape where Value == Duration {
    static var positiveDuration: Self {
        duration.checked { (duration) throws(InvalidSetting) in
            guard duration > .zero else { throw InvalidSetting("must be more than zero; write for example \"4h\"") }
            return duration
        }
    }
}
