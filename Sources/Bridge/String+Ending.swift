// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether it ends with these very bytes. `hasSuffix` goes back by characters, and one step back may read the whole of
    /// a text that strangers chose.
    func ends(with ending: String) -> Bool {
        utf8.reversed().starts(with: ending.utf8.reversed())
    }
}
