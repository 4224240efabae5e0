import GRDB
import GRDBSQLite
import HubbubDomain

/// A value that a statement takes in place of a `?`.
protocol SQLValue {
  /// Binds the value; SQLite keeps a copy of its own.
  func put(into statement: OpaquePointer, at index: Int32) -> Int32
}

/// Says that SQLite is to copy what it is given before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: SQLValue {
  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension String: SQLValue {
  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty buffer may have no address, which SQLite would take for NULL.
        guard let start = characters.baseAddress else {
          return sqlite3_bind_text(statement, index, "", 0, copied)
        }
        return sqlite3_bind_text(statement, index, start, Int32(characters.count), copied)
      }
    }
  }
}

extension Timestamp: SQLValue {
  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    milliseconds.put(into: statement, at: index)
  }
}

extension Identifier: SQLValue {
  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) {
      sqlite3_bind_blob(statement, index, $0.baseAddress, 16, copied)
    }
  }
}

extension Optional: SQLValue where Wrapped: SQLValue {
  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    guard let value = self else { return sqlite3_bind_null(statement, index) }
    return value.put(into: statement, at: index)
  }
}

/// Bytes as they are stored.
struct Blob: SQLValue {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func put(into statement: OpaquePointer, at index: Int32) -> Int32 {
    guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
    return bytes.withUnsafeBytes {
      sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copied)
    }
  }
}

extension String {
  /// Whether both are the same bytes, as SQLite compares: to Swift, two
  /// spellings of é are equal.
  func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

/// The row a statement stands on, valid only inside the closure that got it.
struct Columns {
  let statement: OpaquePointer

  /// A stored value that cannot be what its column promises.
  struct Unreadable: Error { let column: Int32 }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func bool(_ column: Int32) -> Bool { int(column) != 0 }

  func time(_ column: Int32) -> Timestamp { Timestamp(milliseconds: int(column)) }

  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func id<Kind>(_ column: Int32) throws -> Identifier<Kind> {
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    let found = Identifier<Kind>(bytes: UnsafeRawBufferPointer(start: start, count: count))
    guard let found else { throw Unreadable(column: column) }
    return found
  }

  /// A case of one of our enumerations, stored as its name.
  func name<Name: RawRepresentable<String>>(_ column: Int32) throws -> Name {
    guard let found = Name(rawValue: text(column)) else { throw Unreadable(column: column) }
    return found
  }
}
