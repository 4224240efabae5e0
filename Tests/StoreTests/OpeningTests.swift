import Foundation
import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// How a data folder is opened, refused, and opened again.
@Suite struct OpeningTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var file: String { folder.path + "/hubbub.db" }

  private func open(_ path: String? = nil) throws -> SQLiteStore {
    try SQLiteStore.open(folder: path ?? folder.path, logger: .silent(holding: folder))
  }

  @Test func `a commit waits for the disk`() async throws {
    let store = try open()
    let settings = try await store.writing { db in
      try ["synchronous", "journal_mode", "foreign_keys"].map { name in
        try db.first("PRAGMA \(name)") { $0.text(0) }
      }
    }
    #expect(settings == ["2", "wal", "1"])
  }

  @Test func `a connection that would not wait for the disk is refused`() async throws {
    let store = try open()
    try await store.writing { db in
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
      let refusal = #expect(throws: CannotOpen.notDurable(synchronous: 1)) {
        try db.requireDurable()
      }
      #expect(refusal?.description.contains("synchronous is 1, not 2") == true)
    }
  }

  @Test func `a data folder has one owner at a time`() async throws {
    let first = try open()
    let refusal = #expect(throws: DataFolderInUse(folder: folder.path)) { try open() }
    #expect(
      refusal?.description
        == "Another hubbub is using the data folder \(folder.path); stop it first.")
    // The refused one has not loosened the first one's hold.
    #expect(throws: DataFolderInUse.self) { try open() }
    try await first.addUser("ada")
    try await first.close()
    let second = try open()
    #expect(try await second.account(named: "ada") != nil)
  }

  @Test func `the epoch is the file's own, and stays`() async throws {
    let first = try open()
    let epoch = first.epoch
    try await first.close()
    let second = try open()
    #expect(second.epoch == epoch)
    #expect(try temporaryStore().epoch != epoch)
  }

  @Test func `a file of a newer program is refused in one sentence`() async throws {
    let store = try open()
    try await store.addUser("ada")
    try await store.writing { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 the future')")
    }
    try await store.close()
    let refusal = #expect(throws: CannotOpen.newerFile(file)) { try open() }
    #expect(
      refusal?.description
        == "The file \(file) was written by a newer hubbub; run that one, or restore an older copy."
    )
    // The hold on the folder is gone with the refusal.
    #expect(throws: CannotOpen.newerFile(file)) { try open() }
  }

  @Test func `what is no database is refused in one sentence`() throws {
    try Data("a letter to my grandmother, longer than any header".utf8)
      .write(to: URL(filePath: file))
    let refusal = #expect(throws: CannotOpen.self) { try open() }
    #expect(refusal?.description == "The file \(file) cannot be opened: file is not a database.")
  }

  @Test func `a folder that cannot be made is refused in one sentence`() throws {
    try Data().write(to: URL(filePath: folder.path + "/file"))
    let path = folder.path + "/file/data"
    #expect(throws: CannotOpen.folder(path)) { try open(path) }
  }

  @Test func `only their owner may look into the folder and the file`() async throws {
    let path = folder.path + "/made/data"
    let store = try open(path)
    try await store.addUser("ada")
    for (name, mode) in [("", 0o700), ("/hubbub.db", 0o600), ("/hubbub.db-wal", 0o600)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + name)
      #expect(attributes[.posixPermissions] as? Int == mode, "\(path + name)")
    }
  }

  @Test func `opening looks at no more than it must, however much is stored`() async throws {
    try await open().close()
    let trace = StatementTrace()
    let store = try SQLiteStore.open(
      folder: folder.path, logger: .silent(), maxPages: nil, onConnect: { trace.listen(to: $0) })
    try await store.close()
    let ran = trace.statements
    #expect(ran.contains { $0.contains("FROM meta") }, "\(ran)")
    for table in Self.growing {
      #expect(!ran.contains { $0.contains(" \(table)") }, "\(table) in \(ran)")
    }
    #expect(!ran.contains { $0.contains("_check") }, "\(ran)")
  }

  /// The tables that grow with use.
  private static let growing = [
    "user", "session", "topic", "event", "post", "post_like", "conversation", "member", "message",
  ]
}
