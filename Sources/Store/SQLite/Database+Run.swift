import GRDB
import GRDBSQLite

/// Statements are prepared once per connection, then bound and stepped by
/// hand: a third of the cost of the library's own rows and arguments.
///
/// A closure that reads a row runs no statement itself, so none is reset
/// under another's feet.
extension Database {
  /// Runs a statement that gives no rows.
  ///
  /// - Returns: how many rows it inserted, changed or deleted.
  @discardableResult
  func run<each Value: SQLValue>(_ sql: String, _ values: repeat each Value) throws -> Int {
    try stepping(sql, repeat each values) { statement in
      while try Self.step(statement, sql) {}
      return Int(sqlite3_changes(sqlite3_db_handle(statement)))
    }
  }

  /// Runs a statement to its end and reads its first row; nil when there is none.
  func first<Result, each Value: SQLValue>(
    _ sql: String, _ values: repeat each Value, read: (Columns) throws -> Result
  ) throws -> Result? {
    try stepping(sql, repeat each values) { statement in
      guard try Self.step(statement, sql) else { return nil }
      let result = try read(Columns(statement: statement))
      // To its end: an INSERT … RETURNING that is reset early may not be done.
      while try Self.step(statement, sql) {}
      return result
    }
  }

  /// Reads every row of a statement.
  func all<Result, each Value: SQLValue>(
    _ sql: String, _ values: repeat each Value, read: (Columns) throws -> Result
  ) throws -> [Result] {
    try stepping(sql, repeat each values) { statement in
      var results: [Result] = []
      while try Self.step(statement, sql) {
        results.append(try read(Columns(statement: statement)))
      }
      return results
    }
  }

  /// Reads rows of a statement for as long as `read` wants more.
  func some<each Value: SQLValue>(
    _ sql: String, _ values: repeat each Value, read: (Columns) throws -> Bool
  ) throws {
    try stepping(sql, repeat each values) { statement in
      while try Self.step(statement, sql), try read(Columns(statement: statement)) {}
    }
  }

  /// Whether a statement gives a row.
  func exists<each Value: SQLValue>(_ sql: String, _ values: repeat each Value) throws -> Bool {
    try first(sql, repeat each values) { _ in true } ?? false
  }

  /// Begins to read one state of the file.
  func beginReading() throws { try run("BEGIN") }

  /// Lets go of the state that was read; after some faults SQLite has done it.
  func endReading() {
    guard let connection = sqliteConnection, sqlite3_get_autocommit(connection) == 0 else { return }
    do { try run("COMMIT") } catch {
      // A transaction that only read has nothing to lose, and must not stay open.
      sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
    }
  }

  private func stepping<Result, each Value: SQLValue>(
    _ sql: String, _ values: repeat each Value, body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    try stepping(sql) { statement in
      var index: Int32 = 1
      for value in repeat each values {
        let code = value.put(into: statement, at: index)
        guard code == SQLITE_OK else { return code }
        index += 1
      }
      return SQLITE_OK
    } body: {
      try body($0)
    }
  }

  private func stepping<Result>(
    _ sql: String, binding bind: (OpaquePointer) -> Int32,
    body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    let prepared = try cachedStatement(sql: sql)
    let statement = prepared.sqliteStatement
    defer {
      sqlite3_reset(statement)
      withExtendedLifetime(prepared) {}
    }
    guard bind(statement) == SQLITE_OK else { throw Self.failure(statement, sql) }
    return try body(statement)
  }

  /// Reads every row of a statement whose values `bind` puts in place: for what is
  /// read for each socket, where a list of types costs as much as the look-up.
  func each(
    _ sql: String, binding bind: (OpaquePointer) -> Int32, read: (Columns) throws -> Void
  ) throws {
    try stepping(sql, binding: bind) { statement in
      while try Self.step(statement, sql) { try read(Columns(statement: statement)) }
    }
  }

  /// Moves to the next row; false at the end.
  private static func step(_ statement: OpaquePointer, _ sql: String) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure(statement, sql)
    }
  }

  private static func failure(_ statement: OpaquePointer, _ sql: String) -> DatabaseError {
    let connection = sqlite3_db_handle(statement)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: sql)
  }
}
