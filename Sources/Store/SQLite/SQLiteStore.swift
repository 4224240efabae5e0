import GRDB
public import HubbubDomain
import Logging

/// Everything in one SQLite file: one connection that writes and carries the
/// log over, a few that read.
///
/// - Isolation: writes run one after another on the writing connection's own
///   queue; reads run beside them, each on one state of the file.
/// - Source: sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous.
public final class SQLiteStore: Store {
  public let epoch: String
  let pool: DatabasePool
  /// For the look-ups that each socket and each waking actor makes.
  let gathered: GatheredReads
  let logger: Logger
  private let lock: DataFolderLock

  /// Takes what ``open(folder:logger:maxPages:)`` has made ready.
  init(pool: DatabasePool, lock: DataFolderLock, epoch: String, logger: Logger) {
    self.pool = pool
    gathered = GatheredReads(pool: pool)
    self.lock = lock
    self.epoch = epoch
    self.logger = logger
  }

  /// Writes changes in one transaction, each whole or not at all.
  ///
  /// Whoever waits may be cancelled meanwhile: the transaction goes on, and
  /// what was written is answered.
  public func commit(_ batch: [Change]) async throws -> [Outcome] {
    // Before, not after: what is already written is answered first.
    await shortenLog()
    return try await writing { [logger] db in try db.commit(batch, logger: logger) }
  }

  public func checkWritable() async throws {
    try await writing { db in
      try db.inTransaction(.immediate) {
        // Three pages, so that it needs room as a message does, not just a free byte somewhere.
        try db.run("INSERT INTO probe (padding) VALUES (zeroblob(8192))")
        try db.run("DELETE FROM probe")
        return .commit
      }
    }
  }

  public func close() async throws {
    // The folder is let go whatever happens: what the log still holds is carried
    // over at the next opening.
    defer { lock.release() }
    do { try await carryLog() } catch {
      try pool.close()
      throw error
    }
    try pool.close()
  }

  /// Runs `body` on the writing connection, whatever becomes of the asking task.
  func writing<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { done in
      pool.asyncWriteWithoutTransaction { db in done.resume(with: Result { try body(db) }) }
    }
  }
}
