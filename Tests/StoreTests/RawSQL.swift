// SPDX-License-Identifier: Apache-2.0

@testable import Store

/// What no verb does: for what another program, a broken disk or an older version leaves.
extension Transaction {
    func execute(_ sql: String) throws(StoreFailure) {
        try execute(Statement(once: .init(stringLiteral: sql)))
    }

    func integer(_ sql: String) throws(StoreFailure) -> Int64? {
        try integer(Statement(once: .init(stringLiteral: sql)))
    }
}
