import Foundation
import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

@Suite struct StoreLookTests {
  @Test func `a look finds who has a file, and how many others`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent())
    let (ada, bob) = (try await store.addUser("ada"), try await store.addUser("bob"))
    let first = try await store.addMedia(1, of: ada.id)
    _ = try await store.addMedia(1, of: bob.id)
    _ = try await store.addMedia(1, of: bob.id)
    let dropped = try await store.addMedia(2, of: bob.id)
    _ = try await store.commit([.dropMedia(dropped, by: bob.id)])
    let picture = PictureID.make()
    _ = try await store.commit([.setPicture(ada.id, picture)])

    let look = try StoreLook.open(folder: folder.path)
    #expect(!look.isAlone, "its owner is there")
    let files = try look.files(after: nil, limit: 1)
    let facts = MediaFile.Facts(type: .jpeg, bytes: 10)
    let holder = HeldFile.Holder(media: first, username: ada.username)
    let one = HeldFile(hash: Self.hash(1), facts: facts, holder: holder, others: 2)
    let nobodys = HeldFile(hash: Self.hash(2), facts: facts, holder: nil, others: 0)
    #expect(files == [one])
    #expect(try look.files(after: files[0].hash, limit: 9) == [nobodys])
    #expect(try look.file(Self.hash(1)) == one && look.file(Self.hash(3)) == nil)
    let chosen = ChosenPicture(
      user: ada.id, username: ada.username, picture: picture)
    #expect(try look.pictures(after: nil, limit: 9) == [chosen])
    #expect(try look.pictures(after: ada.id, limit: 9) == [])
    #expect(try look.namedPictures(of: ada.id) == [picture])
    #expect(try look.integrityFaults() == [] && look.danglingRows().isEmpty)
    try look.close()
    try await store.close()
  }

  @Test func `a look finds whose pictures are held by reports, until a sweep`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent())
    let (ada, bob) = (try await store.addUser("ada"), try await store.addUser("bob"))
    let (old, new) = (PictureID.make(), PictureID.make())
    try await store.make(.setPicture(ada.id, old))
    try await store.make(
      .report(
        NewReport(
          id: .make(), reporter: bob.id, subject: .user(ada.id), reason: "rude", createdAt: .now()))
    )
    try await store.make(.setPicture(ada.id, new))
    let look = try StoreLook.open(folder: folder.path)
    #expect(try look.namedPictures(of: ada.id) == [old, new])
    #expect(try look.namedPictures(of: bob.id) == [])
    let now = Timestamp.now()
    try await store.make(.leaveHubbub(bob.id, provedBy: nil, at: now))
    for _ in 0..<2 { try await store.make(.erase(bob.id, leftBefore: now, rows: 9)) }
    #expect(try look.namedPictures(of: ada.id) == [old, new], "its files are there as yet")
    try await store.make(.sweepMedia(neverShownBefore: now, rows: 9))
    #expect(try look.namedPictures(of: ada.id) == [new])
    try look.close()
    try await store.close()
  }

  @Test func `a look sees what is written meanwhile`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent())
    let ada = try await store.addUser("ada")
    let look = try StoreLook.open(folder: folder.path)
    #expect(try look.files(after: nil, limit: 9) == [])
    _ = try await store.addMedia(1, of: ada.id)
    #expect(try look.files(after: nil, limit: 9).count == 1)
    try look.close()
    try await store.close()
  }

  @Test func `alone it keeps others out, and leaves nothing behind`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent())
    _ = try await store.addUser("ada")
    try await store.close()
    // As in a folder that was copied: SQLite keeps these where a server was.
    for end in ["-wal", "-shm"] {
      try FileManager.default.removeItem(atPath: folder.path + "/hubbub.db" + end)
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let look = try StoreLook.open(folder: folder.path)
    #expect(try look.integrityFaults() == [] && look.isAlone)
    #expect(throws: DataFolderInUse.self) {
      try SQLiteStore.open(folder: folder.path, logger: .silent())
    }
    try look.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    try await SQLiteStore.open(folder: folder.path, logger: .silent()).close()
  }

  @Test func `a row that cannot be read is a file without facts`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent())
    let ada = try await store.addUser("ada")
    _ = try await store.addMedia(1, of: ada.id)
    try await store.pool.write { try $0.execute(sql: "UPDATE media_file SET facts = '{'") }
    let look = try StoreLook.open(folder: folder.path)
    let found = try look.files(after: nil, limit: 9)
    #expect(found.map(\.facts) == [nil] && found[0].holder?.username == ada.username)
    try look.close()
    try await store.close()
  }

  @Test func `rows that name what is not there are counted by table`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent())
    let ada = try await store.addUser("ada")
    _ = try await store.addMedia(1, of: ada.id)
    _ = try await store.addMedia(1, of: ada.id)
    try await store.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM media_file")
    }
    let look = try StoreLook.open(folder: folder.path)
    let rows = try look.danglingRows()
    #expect(rows.map(\.table) == ["media"] && rows.map(\.parent) == ["media_file"])
    #expect(rows.map(\.count) == [2])
    try look.close()
    try await store.close()
  }

  @Test func `nothing is made where nothing is`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CannotOpen.self) { try StoreLook.open(folder: folder.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  private static func hash(_ number: UInt8) -> MediaFile.Hash {
    MediaFile.Hash([UInt8](repeating: number, count: 32))
  }
}
