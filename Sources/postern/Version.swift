// SPDX-License-Identifier: Apache-2.0

/// The version of the program, as `--version` and XEP-0092 tell it.
enum Version {
    static let text = "0.1.0"
}
