import FoundationEssentials
import GRDB
import GRDBSQLite
public import HubbubDomain

/// A look into the store of a data folder, which changes nothing there: also beside the
/// server that owns it, and into one that is damaged.
///
/// Each call blocks, and reads one state of the file.
///
/// - Source: sqlite.org/wal.html, "Read-Only Databases".
public final class StoreLook: Sendable {
  private let queue: DatabaseQueue
  /// Nil where somebody else owns the folder.
  private let lock: DataFolderLock?
  /// Files beside the database that reading makes, and that were not there before.
  private let traces: [String]

  /// Whether nobody else uses the folder, nor can while this look lasts.
  public var isAlone: Bool { lock != nil }

  /// Opens the store of a folder, in which nothing is made.
  ///
  /// - Throws: ``CannotOpen``, also for a file of an older or newer program.
  public static func open(folder: String) throws -> StoreLook {
    let path = folder + "/hubbub.db"
    guard FileManager.default.fileExists(atPath: path) else {
      throw CannotOpen.file(path, reason: "there is no such file")
    }
    let lock: DataFolderLock?
    do { lock = try DataFolderLock(folder: folder) } catch is DataFolderInUse { lock = nil }
    let traces = ["\(path)-wal", "\(path)-shm"].filter {
      !FileManager.default.fileExists(atPath: $0)
    }
    do {
      return StoreLook(try queue(path), lock, traces: traces)
    } catch let error as DatabaseError {
      throw CannotOpen.file(path, reason: error.message ?? "\(error)")
    }
  }

  private init(_ queue: DatabaseQueue, _ lock: DataFolderLock?, traces: [String]) {
    (self.queue, self.lock, self.traces) = (queue, lock, traces)
  }

  /// Ends the look, and takes away what reading left.
  ///
  /// Nothing may be asked afterwards.
  public func close() throws {
    defer { lock?.release() }
    try queue.close()
    // Whoever else is there uses them; a log that is not empty has what somebody wrote.
    guard isAlone, try Self.isEmpty(traces) else { return }
    for path in traces where FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
  }

  private static func isEmpty(_ traces: [String]) throws -> Bool {
    try traces.filter { $0.hasSuffix("-wal") }.allSatisfy { path in
      guard FileManager.default.fileExists(atPath: path) else { return true }
      return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 1 == 0
    }
  }

  /// Seconds that a look waits for another's lock, which they hold for milliseconds.
  private static let busySeconds = 5.0

  private static func queue(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(busySeconds)
    configuration.label = "hubbub look"
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let (isNewer, isWhole) = try queue.read { db in
      try (Schema.migrator.hasBeenSuperseded(db), Schema.migrator.hasCompletedMigrations(db))
    }
    guard !isNewer else { throw CannotOpen.newerFile(path) }
    guard isWhole else { throw CannotOpen.olderFile(path) }
    return queue
  }
}

// MARK: - The file itself

extension StoreLook {
  /// What SQLite finds wrong with its file, in its own words; nothing where all is well.
  ///
  /// Table after table, so that beside a server no state of the file is held for long.
  ///
  /// - Bounds: 100 of each table, which is where SQLite stops.
  public func integrityFaults() throws -> [String] {
    let tables = try queue.read { db in
      try db.all("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) }
    }
    return try (["sqlite_schema"] + tables).flatMap { table in
      // Outside a transaction: one that met damage cannot be ended.
      try queue.unsafeRead { db in try db.integrityFaults(of: table) }
    }
  }

  /// Rows that name others which are not there, counted by table.
  public func danglingRows() throws -> [(table: String, parent: String, count: Int)] {
    try queue.read { try $0.danglingRows() }
  }
}

extension Database {
  fileprivate func integrityFaults(of table: String) throws -> [String] {
    let name = table.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''")
    var found: [String] = []
    do {
      try some("PRAGMA integrity_check('\(name)')") { row in
        if row.text(0) != "ok" { found.append("\(table): \(row.text(0))") }
        return true
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      found.append("\(table): \(error.message ?? "it cannot be read")")
    }
    return found
  }

  fileprivate func danglingRows() throws -> [(table: String, parent: String, count: Int)] {
    var found: [[String]: Int] = [:]
    try some("PRAGMA foreign_key_check") { row in
      found[[row.text(0), row.text(2)], default: 0] += 1
      return true
    }
    return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { ($0.key[0], $0.key[1], $0.value) }
  }
}

// MARK: - Rows that name files

extension StoreLook {
  /// The files that are kept, by hash, from behind `after` on, with who has them.
  public func files(after: MediaFile.Hash?, limit: Int) throws -> [HeldFile] {
    try queue.read { try $0.heldFiles(after: after, limit: limit) }
  }

  /// The row of one file.
  public func file(_ hash: MediaFile.Hash) throws -> HeldFile? {
    try queue.read { try $0.heldFile(hash) }
  }

  /// The profile pictures that users chose, by user, from behind `after` on.
  public func pictures(after: UserID?, limit: Int) throws -> [ChosenPicture] {
    try queue.read { try $0.chosenPictures(after: after, limit: limit) }
  }

  /// The profile pictures of a user that any row names: what they chose, and what reports show.
  public func namedPictures(of user: UserID) throws -> Set<PictureID> {
    try queue.read { try $0.namedPictures(of: user) }
  }
}
