import CGatheredLog
import FoundationEssentials
import GRDB
import GRDBSQLite
public import Logging

extension SQLiteStore {
  /// Connections that read: two cores keep two busy, the others wait for the disk.
  private static let readers = 4
  /// Seconds a statement waits for another connection's lock before it fails.
  private static let busySeconds = 5.0
  /// Pages in the log from which on a commit carries them over.
  ///
  /// Half of ``longLogBytes``: a page that changes often is carried once.
  static let carriedPages = 8_000
  /// KiB of pages the writing connection keeps.
  ///
  /// Room for the indexes of recent messages in a thousand rooms, twice. SQLite
  /// goes through all of them when a page is split.
  private static let writerCacheKiB = 12 * 1024

  /// Opens the store in a data folder, making both where there is none.
  ///
  /// - Parameter maxPages: how large the file may grow, in pages of 4 KiB.
  /// - Throws: ``DataFolderInUse`` or ``CannotOpen``.
  /// - Complexity: independent of how much is stored.
  public static func open(
    folder: String, logger: Logger, maxPages: Int? = nil
  ) throws -> SQLiteStore {
    try open(folder: folder, logger: logger, maxPages: maxPages, onConnect: nil)
  }

  /// The same, with a look at each connection before anything else is done on it.
  static func open(
    folder: String, logger: Logger, maxPages: Int?,
    onConnect: (@Sendable (Database) throws -> Void)?
  ) throws -> SQLiteStore {
    try makeFolder(folder)
    let lock = try DataFolderLock(folder: folder)
    let path = folder + "/hubbub.db"
    do {
      let pool = try openFile(path, maxPages: maxPages, onConnect: onConnect)
      let epoch = try pool.read { db in
        try db.first("SELECT value FROM meta WHERE name = 'epoch'") { $0.text(0) }
      }
      guard let epoch else { throw CannotOpen.file(path, reason: "it has no epoch") }
      logger.info("store opened", metadata: ["path": "\(path)", "epoch": "\(epoch)"])
      return SQLiteStore(pool: pool, lock: lock, epoch: epoch, logger: logger)
    } catch let error as DatabaseError {
      throw CannotOpen.file(path, reason: error.message ?? "\(error)")
    }
  }

  private static func openFile(
    _ path: String, maxPages: Int?, onConnect: (@Sendable (Database) throws -> Void)?
  ) throws -> DatabasePool {
    try check(gathered_log_register())
    makePrivate(path)
    var configuration = configuration
    if let onConnect { configuration.prepareDatabase(onConnect) }
    let pool = try DatabasePool(path: path, configuration: configuration)
    guard try !pool.read(Schema.migrator.hasBeenSuperseded) else {
      throw CannotOpen.newerFile(path)
    }
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = -\(writerCacheKiB)")
      // After opening: the pool sets NORMAL behind its own preparation.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.requireDurable()
      try check(gathered_log_begin(db.sqliteConnection))
      try check(Noted.install(in: db.sqliteConnection))
      try db.execute(sql: "PRAGMA wal_autocheckpoint = \(carriedPages)")
      if let maxPages { try db.execute(sql: "PRAGMA max_page_count = \(maxPages)") }
    }
    try Schema.migrator.migrate(pool)
    return pool
  }

  private static func check(_ code: CInt) throws {
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Makes the folder, closed to others, where there is none.
  private static func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw CannotOpen.folder(folder)
    }
  }

  /// Makes an empty file that only its owner may read, where there is none:
  /// the folder may be one that others can look into.
  private static func makePrivate(_ path: String) {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    // Where this fails, opening says why.
    _ = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.maximumReaderCount = readers
    configuration.persistentReadOnlyConnections = true
    configuration.label = "hubbub"
    return configuration
  }
}

extension Database {
  /// Checks that a commit waits for the disk on this connection.
  ///
  /// - Throws: ``CannotOpen`` when it does not.
  func requireDurable() throws {
    let synchronous = try first("PRAGMA synchronous") { $0.int(0) } ?? 0
    guard synchronous == 2 else { throw CannotOpen.notDurable(synchronous: synchronous) }
  }
}
