// SPDX-License-Identifier: Apache-2.0

extension Transaction {
    private static let facts = Statement("SELECT name, type, length(content) FROM file WHERE token = ?1")

    /// What is known of a file, none of whose content is read for it; nil where there is no such file, or not any longer.
    package func facts(ofFile token: String) throws(StoreFailure) -> FileFacts? {
        try all(Self.facts, [token]) { fields in
            FileFacts(name: fields[0], type: fields[1], size: fields[2])
        }.first
    }

    /// A piece of a file's content, as long as it reaches; nil where there is no such file, or not any longer.
    package func content(
        ofFile token: String, from offset: Int, upTo count: Int
    ) throws(StoreFailure) -> [UInt8]? {
        let content = LargeValue(table: "file", column: "content", key: "token", row: token)
        return try database.piece(of: content, from: offset, upTo: count)
    }
}
