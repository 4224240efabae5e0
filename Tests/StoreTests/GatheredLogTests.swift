import CGatheredLog
import FoundationEssentials
import GRDB
import GRDBSQLite
import HubbubTesting
import Testing

@testable import HubbubStore

/// The log that is written in large pieces: what a commit returned for is in
/// the files, and what others read is what was committed.
@Suite(.timeLimit(.minutes(10))) struct GatheredLogTests {
  private let folder: TemporaryFolder
  private let writer: DatabaseQueue

  init() throws {
    folder = try TemporaryFolder()
    #expect(gathered_log_register() == SQLITE_OK)
    writer = try DatabaseQueue(path: folder.path + "/log.db")
    try writer.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
      // So few pages that a large transaction writes to the log before it commits.
      try db.execute(sql: "PRAGMA cache_size = 20; PRAGMA wal_autocheckpoint = 0")
      try db.execute(sql: "CREATE TABLE thing (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
      #expect(gathered_log_begin(db.sqliteConnection) == SQLITE_OK)
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `whatever is written, undone and carried over, the files hold what was committed`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var (model, next) = ([Int64: Int](), Int64(1))
    let reader = try DatabaseQueue(path: folder.path + "/log.db")
    for step in 0..<40 {
      var draft = model
      let isKept = !random.once(in: 4)
      try writer.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          for _ in 0..<random.number(1...60) {
            try Self.change(db, &draft, &next, &random)
          }
          return isKept ? .commit : .rollback
        }
        if random.once(in: 6) { try db.checkpoint(.passive) }
        if random.once(in: 12) { try db.checkpoint(.truncate) }
      }
      if isKept { model = draft }
      #expect(try reader.read(Self.things) == model)
      #expect(try copyOfFiles(step).read(Self.things) == model)
    }
  }

  @Test func `what has no log of ours is refused`() throws {
    let memory = try DatabaseQueue()
    memory.writeWithoutTransaction { db in
      #expect(gathered_log_begin(db.sqliteConnection) == SQLITE_MISUSE)
    }
  }

  private static func change(
    _ db: Database, _ things: inout [Int64: Int], _ next: inout Int64,
    _ random: inout SeededGenerator
  ) throws {
    if random.once(in: 5), let some = things.keys.randomElement(using: &random) {
      try db.run("DELETE FROM thing WHERE number = ?", some)
      things[some] = nil
    } else {
      let bytes = random.number(1...9_000)
      try db.run("INSERT INTO thing VALUES (?, zeroblob(?))", next, Int64(bytes))
      things[next] = bytes
      next += 1
    }
  }

  private static func things(_ db: Database) throws -> [Int64: Int] {
    let rows = try db.all("SELECT number, length(bytes) FROM thing") { ($0.int(0), Int($0.int(1))) }
    #expect(try db.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The files as the system has them after the process was killed, opened.
  private func copyOfFiles(_ step: Int) throws -> DatabaseQueue {
    let copy = folder.path + "/copy\(step).db"
    for end in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: folder.path + "/log.db" + end, toPath: copy + end)
    }
    return try DatabaseQueue(path: copy)
  }
}
