import GRDB
import GRDBSQLite

/// A place that a statement writes a number to, as `noted(number, ?)`, which gives
/// the number on: to count and be told the count, in one statement.
///
/// `RETURNING` would do the same, by a table in memory for each statement.
///
/// - Source: sqlite.org/bindptr.html.
struct Noted: SQLValue {
  /// Valid while the statement runs: it keeps the address until the next run, which
  /// binds another before it begins.
  let place: UnsafeMutablePointer<Int64>

  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_pointer(statement, index, place, Self.kind, nil)
  }

  /// What SQLite compares pointers by, so that no other is ever taken for one.
  private static var kind: UnsafePointer<CChar> {
    UnsafeRawPointer(("noted" as StaticString).utf8Start).assumingMemoryBound(to: CChar.self)
  }

  /// Lets statements of a connection call `noted`.
  static func install(in connection: OpaquePointer?) -> Int32 {
    sqlite3_create_function_v2(
      connection, "noted", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, nil,
      { context, _, values in
        guard let values, let place = sqlite3_value_pointer(values[1], Noted.kind) else {
          return sqlite3_result_error(context, "noted has no place", -1)
        }
        let number = sqlite3_value_int64(values[0])
        place.storeBytes(of: number, as: Int64.self)
        sqlite3_result_int64(context, number)
      }, nil, nil, nil)
  }
}
