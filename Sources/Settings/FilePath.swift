// SPDX-License-Identifier: Apache-2.0

/// Paths in a settings file: absolute, or relative to the folder of that file.
package enum FilePath {
    /// `resolve("postern.db", in: "/etc/postern")` → `/etc/postern/postern.db`.
    package static func resolve(_ path: String, in folder: String) -> String {
        if path.hasPrefix("/") || folder.isEmpty { return path }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }

    /// The folder of a file: `/etc/postern/postern.toml` → `/etc/postern`; `.` for a bare name.
    package static func folder(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}
