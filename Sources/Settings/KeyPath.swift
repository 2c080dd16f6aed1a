// SPDX-License-Identifier: Apache-2.0

/// How the place of a value is written: `gateways.sms.numbers[0]`, keys quoted where TOML would quote them.
enum KeyPath {
    static func appending(_ key: String, to path: String) -> String {
        let name = isBare(key) ? key : "\"\(key)\""
        return path.isEmpty ? name : "\(path).\(name)"
    }

    static func appending(_ index: Int, to path: String) -> String {
        "\(path)[\(index)]"
    }

    /// TOML 1.0, "bare keys": ASCII letters, digits, `_` and `-`.
    private static func isBare(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.allSatisfy(isBare)
    }

    static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
