// SPDX-License-Identifier: Apache-2.0

extension Statement.Text {
    /// The text in SQLite's words.
    var sqlite: String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .index(let name): "INDEXED BY \(name)"
            case .list(let place): "(SELECT value FROM json_each(?\(place)))"
            case .items(let column, let path):
                "(SELECT value ->> '$.\(path.joined(separator: "."))' AS text FROM json_each(\(column)))"
            }
        }.joined()
    }
}
