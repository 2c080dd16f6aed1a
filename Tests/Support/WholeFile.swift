// SPDX-License-Identifier: Apache-2.0

package import Store

extension Transaction {
    /// A file with all of its content, as nothing but a test wants it.
    package func file(token: String) throws -> StoredFile? {
        guard let facts = try facts(ofFile: token),
            let content = try content(ofFile: token, from: 0, upTo: facts.size)
        else { return nil }
        return StoredFile(token: token, name: facts.name, type: facts.type, content: content)
    }
}
