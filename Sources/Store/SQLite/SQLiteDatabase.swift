// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite
import Glibc

/// A connection to SQLite, by its C interface: statements stay prepared, texts are bound without an allocation for each,
/// and rows are read where they lie. Sendable because its owner uses it on one thread only.
final class SQLiteDatabase: Database, @unchecked Sendable {
    private let connection: OpaquePointer
    private let path: String
    private var prepared: [ObjectIdentifier: PreparedStatement] = [:]
    private let scratch = ScratchText()
    /// What `PRAGMA synchronous` was last set to; nil: unknown.
    private var isSynced: Bool?
    private var isInTransaction = false

    /// - Parameter connection: an open one, which stays open until `finalize`.
    init(connection: OpaquePointer, path: String) {
        self.connection = connection
        self.path = path
    }

    /// Lets go of the statements, without which SQLite closes no connection.
    func finalize() {
        prepared = [:]
    }

    func run(
        _ statement: Statement, _ values: Values, _ each: (any Fields) throws -> Void
    ) throws(StoreFailure) -> Int {
        // Some failures, such as of a full disk, end the transaction, and what comes later would be kept by itself.
        guard !isInTransaction || sqlite3_get_autocommit(connection) == 0 else {
            throw .other("the transaction has been given up (\(path))")
        }
        let prepared = try prepare(statement)
        let mark = scratch.mark
        defer {
            prepared.reset()
            scratch.free(to: mark)
        }
        try bind(values, to: prepared)
        while true {
            switch sqlite3_step(prepared.handle) {
            case SQLITE_ROW:
                do { try each(SQLiteFields(handle: prepared.handle)) } catch { throw StoreFailure(error) }
            case SQLITE_DONE: return Int(sqlite3_changes(connection))
            default: throw failure()
            }
        }
    }

    func insert(_ statement: Statement, _ values: Values) throws(StoreFailure) -> Int64? {
        try run(statement, values) == 0 ? nil : sqlite3_last_insert_rowid(connection)
    }

    func script(_ text: String) throws(StoreFailure) {
        try check(sqlite3_exec(connection, text, nil, nil, nil))
    }

    private func prepare(_ statement: Statement) throws(StoreFailure) -> PreparedStatement {
        if let known = prepared[ObjectIdentifier(statement)], !known.isRunning { return known }
        var handle: OpaquePointer?
        let flags = statement.isKept ? CUnsignedInt(SQLITE_PREPARE_PERSISTENT) : 0
        try check(sqlite3_prepare_v3(connection, statement.text.sqlite, -1, flags, &handle, nil))
        guard let handle else { throw .other("an empty statement (\(path))") }
        let new = PreparedStatement(handle, of: statement)
        if statement.isKept, prepared[ObjectIdentifier(statement)] == nil {
            prepared[ObjectIdentifier(statement)] = new
        }
        return new
    }

    private func bind(_ values: Values, to statement: PreparedStatement) throws(StoreFailure) {
        guard statement.places == values.list.count else {
            throw .other("\(values.list.count) values for \(statement.places) places (\(path))")
        }
        var place: CInt = 0
        for value in values.list {
            place += 1
            switch value {
            case .null: break
            case .integer(let integer): try check(sqlite3_bind_int64(statement.handle, place, integer))
            case .text(let text): try check(scratch.bind(text, to: statement.handle, place))
            case .bytes(let bytes): try check(statement.bind(bytes, at: place))
            case .integers(let list): try check(scratch.bind("\(list)", to: statement.handle, place))
            case .texts(let list):
                let json = try JSONColumn.text(list) ?? "[]"
                try check(scratch.bind(json, to: statement.handle, place))
            }
        }
    }

    private func check(_ code: CInt) throws(StoreFailure) {
        if code != SQLITE_OK { throw failure() }
    }

    /// What went wrong last. SQLite's messages name tables and columns, never a value.
    private func failure() -> StoreFailure {
        let code = sqlite3_extended_errcode(connection)
        return StoreFailure(sqlite: code, message: String(cString: sqlite3_errmsg(connection)), path: path)
    }
}

// Transactions.
extension SQLiteDatabase {
    private static let begin = Statement("BEGIN IMMEDIATE")
    private static let beginReading = Statement("BEGIN")
    private static let commit = Statement("COMMIT")
    private static let rollback = Statement("ROLLBACK")

    func begin(_ durability: Durability) throws(StoreFailure) {
        let mustSync = durability == .powerLoss
        if isSynced != mustSync {
            try script("PRAGMA synchronous = \(mustSync ? "FULL" : "NORMAL")")
            isSynced = mustSync
        }
        try run(Self.begin)
        isInTransaction = true
    }

    func beginReading() throws(StoreFailure) {
        try run(Self.beginReading)
        isInTransaction = true
    }

    func commit() throws(StoreFailure) {
        try run(Self.commit)
        isInTransaction = false
    }

    func rollback() {
        isInTransaction = false
        if sqlite3_get_autocommit(connection) == 0 { _ = try? run(Self.rollback) }
    }

    /// Empties the write-ahead log. A reader in the middle of it prevents that, and nobody waits for it.
    func forgetErased() -> Bool {
        sqlite3_busy_timeout(connection, 0)
        defer { sqlite3_busy_timeout(connection, CInt(SQLiteEngine.busyTimeout * 1000)) }
        return sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil) == SQLITE_OK
    }
}

// Large values.
extension SQLiteDatabase {
    /// SQLite finds a place in a blob by following its pages from the first, so a piece should not be all too small.
    func piece(of value: LargeValue, from offset: Int, upTo count: Int) throws(StoreFailure) -> [UInt8]? {
        let find = Statement(once: "SELECT rowid FROM \(value.table) WHERE \(value.key) = ?1")
        guard let id = try integer(find, [value.row]) else { return nil }
        var blob: OpaquePointer?
        defer { sqlite3_blob_close(blob) }
        try check(sqlite3_blob_open(connection, "main", value.table, value.column, id, 0, &blob))
        let length = min(count, Int(sqlite3_blob_bytes(blob)) - offset)
        guard offset >= 0, length > 0 else { return [] }
        var code = SQLITE_OK
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
            code = sqlite3_blob_read(blob, buffer.baseAddress, CInt(length), CInt(offset))
            initialized = code == SQLITE_OK ? length : 0
        }
        try check(code)
        return bytes
    }
}

/// A statement as SQLite has compiled it. It holds on to ours, whose identity it is known by.
private final class PreparedStatement {
    let handle: OpaquePointer
    let places: Int
    private let statement: Statement

    init(_ handle: OpaquePointer, of statement: Statement) {
        self.handle = handle
        self.statement = statement
        places = Int(sqlite3_bind_parameter_count(handle))
    }

    deinit {
        sqlite3_finalize(handle)
    }

    var isRunning: Bool { sqlite3_stmt_busy(handle) != 0 }

    /// It holds no lock and none of its values any longer.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ bytes: [UInt8], at place: CInt) -> CInt {
        guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, place, 0) }
        return bytes.withUnsafeBytes { buffer in
            sqlite3_bind_blob64(handle, place, buffer.baseAddress, UInt64(buffer.count), copied)
        }
    }
}

/// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite makes a copy of its own.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

/// Where the texts of the statements that are running lie, one behind the other, so that SQLite need not copy each.
private final class ScratchText {
    private static let capacity = 64 * 1024

    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: ScratchText.capacity, alignment: 1)
    private var used = 0

    deinit {
        memory.deallocate()
    }

    var mark: Int { used }

    func free(to mark: Int) {
        used = mark
    }

    /// A text without U+0000, which not every engine can keep: U+FFFD stands in its place.
    func bind(_ text: String, to handle: OpaquePointer, _ place: CInt) -> CInt {
        var text = text
        return text.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return sqlite3_bind_text(handle, place, "", 0, copied) }
            guard memchr(start, 0, utf8.count) == nil else {
                let clean = String(decoding: utf8, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
                return bind(clean, to: handle, place)
            }
            guard utf8.count <= memory.count - used, let base = memory.baseAddress else {
                return sqlite3_bind_text64(
                    handle, place, start, UInt64(utf8.count), copied, UInt8(SQLITE_UTF8))
            }
            let copy = base + used
            copy.copyMemory(from: start, byteCount: utf8.count)
            used += utf8.count
            return sqlite3_bind_text(handle, place, copy, CInt(utf8.count), nil)
        }
    }
}

/// A row where SQLite has it.
private struct SQLiteFields: Fields {
    let handle: OpaquePointer

    func isNull(_ index: Int) -> Bool { sqlite3_column_type(handle, CInt(index)) == SQLITE_NULL }

    func integer(_ index: Int) -> Int64 { sqlite3_column_int64(handle, CInt(index)) }

    func text(_ index: Int) -> String {
        guard let start = sqlite3_column_text(handle, CInt(index)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, CInt(index)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ index: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, CInt(index)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, CInt(index)))))
    }
}

extension StoreFailure {
    /// - Parameter code: SQLite's extended result code.
    init(sqlite code: CInt, message: String, path: String) {
        switch code & 0xFF {
        // "UNIQUE constraint failed: account.gateway, account.jid".
        case SQLITE_CONSTRAINT where message.hasSuffix("account.jid"): self = .conflict(.jid)
        case SQLITE_CONSTRAINT where message.hasSuffix("account.address"): self = .conflict(.address)
        case SQLITE_FULL: self = .full(path: path)
        case SQLITE_READONLY: self = .readOnly(path: path)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_NOTADB: self = .notADatabase(path: path)
        case SQLITE_CORRUPT: self = .damaged(path: path)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen(path: path, reason: message)
        case SQLITE_IOERR: self = .disk(path: path, reason: message)
        default: self = .other("\(message) (\(path))")
        }
    }
}
