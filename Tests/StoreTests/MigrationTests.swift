import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// Files of earlier programs, opened by this one.
@Suite(.timeLimit(.minutes(10))) struct MigrationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a login of an earlier file was last seen when it was made`() async throws {
    let (ada, login) = (UserID.make(), SessionID.make())
    try makeFile(upTo: "3 messages in the order written") { db in
      try db.run(
        "INSERT INTO user (id, username, display_name, role, created_at) VALUES (?, ?, ?, ?, 0)",
        ada, "ada", "Ada", "member")
      try db.run(
        """
        INSERT INTO session (id, token_hash, user, user_agent, created_at, expires_at)
        VALUES (?, x'01', ?, 'Firefox', 7, 99)
        """, login, ada)
    }
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    let time = Timestamp(milliseconds: 7)
    let seen = ListedSession(id: login, createdAt: time, lastSeenAt: time, userAgent: "Firefox")
    #expect(try await store.sessions(of: ada, at: time) == [seen])
    #expect(try await store.session(tokenHash: [1], at: time)?.lastSeenAt == time)
    try await store.close()
  }

  @Test(arguments: ["1 the spine", "2 side by side what is read together"])
  func `messages of an earlier file are all there, with their keys`(step: String) async throws {
    let ada = UserID.make()
    let rooms = [ConversationID.make(), ConversationID.make()]
    try makeFile(upTo: step) { db in
      try db.run(
        "INSERT INTO user (id, username, display_name, role, created_at) VALUES (?, ?, ?, ?, 0)",
        ada, "ada", "Ada", "member")
      for room in rooms { try db.makeRoom(room, of: ada) }
      for seq in Int64(1)...150 {
        // The clock of the first went back in the midst.
        try db.say(seq, in: rooms[0], by: ada, at: seq < 100 ? 2 * seq : seq)
        try db.say(seq, in: rooms[1], by: ada, at: 2 * seq + 1)
      }
    }
    let bob = UserID.make()
    try addToFile { db in
      try db.run(
        "INSERT INTO user (id, username, display_name, role, created_at) VALUES (?, ?, ?, ?, 0)",
        bob, "bob", "Bob", "member")
      try db.run(
        """
        INSERT INTO member (conversation, user, role, read_seq, read_number, joined_at)
        VALUES (?, ?, 'member', 31, 30, 77)
        """, rooms[0], bob)
    }
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    let order = try await store.inOrderWritten()
    #expect(order.count == 300)
    #expect(
      order.prefix(4) == [
        Said(room: rooms[0], seq: 1), Said(room: rooms[1], seq: 1),
        Said(room: rooms[0], seq: 2), Said(room: rooms[1], seq: 2),
      ])
    for room in rooms {
      #expect(order.filter { $0.room == room }.map(\.seq) == Array(1...150))
    }
    for room in rooms {
      let page = try await store.messages(of: room, .latest, limit: 1_000, for: ada)
      #expect(page.items.map(\.seq) == Array(1...150))
      #expect(page.items.map(\.text) == (1...150).map { "text \($0)" })
    }
    let moved = try await store.writing { db in
      try db.all(
        """
        SELECT conversation, role, read_seq, read_number, joined_at FROM member WHERE user = ?
        """, bob
      ) { try "\($0.id(0) as ConversationID) \($0.text(1)) \($0.int(2)) \($0.int(3)) \($0.int(4))" }
    }
    #expect(moved == ["\(rooms[0]) member 31 30 77"])
    let hall = try #require(try await store.conversations(of: bob).first)
    #expect(hall.unread == 120)
    #expect(try await store.wakeConversation(rooms[0])?.members == [ada, bob])
    let author = try #require(try await store.account(named: "ada")).user
    let again = NewMessage(
      id: .make(), conversation: rooms[0], author: author, key: "key 7", text: "text 7",
      createdAt: .now())
    guard case .repeated = try await store.commit([.message(again)])[0] else {
      Issue.record("a key from before is not known")
      return
    }
    let new = NewMessage(
      id: .make(), conversation: rooms[1], author: author, key: "new", text: "new",
      createdAt: .now())
    guard case .done(.message(_, let seq, _), _) = try await store.commit([.message(new)])[0] else {
      Issue.record("nothing new can be written")
      return
    }
    #expect(seq == 151)
  }

  @Test func `people of an earlier file can turn on a second factor`() async throws {
    let ada = UserID.make()
    try makeFile(upTo: "3 messages in the order written") { db in
      try db.run(
        "INSERT INTO user (id, username, display_name, role, created_at) VALUES (?, ?, ?, ?, 0)",
        ada, "ada", "Ada", "member")
    }
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    #expect(try await store.account(named: "ada")?.user.id == ada)
    #expect(try await store.factor(of: ada) == nil)
    try await store.make(.setUpFactor(ada, sealedSecret: [1]))
    #expect(try await store.factor(of: ada)?.sealedSecret == [1])
  }

  @Test func `messages and people of an earlier file are found by and by`() async throws {
    let (ada, room) = (UserID.make(), ConversationID.make())
    try makeFile(upTo: "8 who has left") { db in
      try db.run(
        """
        INSERT INTO user (id, username, display_name, role, created_at)
        VALUES (?, 'ada', 'Ada', 'member', 0)
        """, ada)
      try db.makeRoom(room, of: ada)
      for seq in Int64(1)...150 { try db.say(seq, in: room, by: ada, at: seq) }
    }
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    func count(_ kind: Searched, _ words: String) async throws -> Int {
      try await store.search(kind, for: words, as: ada, before: nil, limit: 1_000).items.count
    }
    #expect(try await count(.messages, "text") == 0)
    try await store.make(.fillSearch(rows: 100))
    #expect(try await count(.messages, "text") == 100)
    try await store.fillSearch(rows: 100)
    #expect(try await count(.messages, "text 150") == 1)
    #expect(try await count(.people, "ada") == 1)
    try await store.close()
  }

  @Test func `a report of an earlier file shows no picture, and is read`() async throws {
    let (ada, bob) = (UserID.make(), UserID.make())
    try makeFile(upTo: "13 reports") { db in
      for (id, name) in [(ada, "ada"), (bob, "bob")] {
        try db.run(
          """
          INSERT INTO user (id, username, display_name, folded_name, role, created_at)
          VALUES (?1, ?2, ?2, ?2, 'member', 0)
          """, id, name)
      }
      try db.run(
        """
        INSERT INTO report (id, reporter, author, reason, evidence, created_at)
        VALUES (?, ?, ?, 'rude',
          '{"username":"ada","displayName":"Ada","text":"mine","writtenAt":7}', 8)
        """, ReportID.make(), bob, ada)
    }
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    let found = try await store.reports(waiting: true, before: nil, limit: 9).items
    #expect(found.map(\.subject) == [.user(ada)])
    #expect(found.first?.evidence.text == "mine" && found.first?.evidence.picture == nil)
    #expect(try await store.reportedPictures(of: ada) == [])
    try await store.close()
  }

  private func makeFile(
    upTo step: String, _ fill: @escaping (Database) throws -> Void
  ) throws {
    let queue = try DatabaseQueue(path: folder.path + "/hubbub.db")
    try Schema.migrator.migrate(queue, upTo: step)
    try queue.write(fill)
    try queue.close()
  }

  private func addToFile(_ fill: @escaping (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: folder.path + "/hubbub.db")
    try queue.write(fill)
    try queue.close()
  }
}

/// Which message it is.
private struct Said: Equatable {
  let room: ConversationID
  let seq: Int64
}

extension SQLiteStore {
  fileprivate func inOrderWritten() async throws -> [Said] {
    try await writing { db in
      try db.all("SELECT conversation, seq FROM message ORDER BY position") {
        Said(room: try $0.id(0), seq: $0.int(1))
      }
    }
  }
}

extension Database {
  fileprivate func makeRoom(_ room: ConversationID, of owner: UserID) throws {
    try run(
      """
      INSERT INTO conversation (id, kind, title, folded_title, member_count, created_at)
      VALUES (?, 'room', 'Hall', 'hall', 1, 0)
      """, room)
    try run(
      """
      INSERT INTO member (conversation, user, role, read_seq, read_number, joined_at)
      VALUES (?, ?, 'owner', 0, 0, 0)
      """, room, owner)
    try run("INSERT INTO topic (kind, id, head, messages) VALUES (4, ?, 150, 150)", room)
  }

  fileprivate func say(
    _ seq: Int64, in room: ConversationID, by user: UserID, at time: Int64
  ) throws {
    try run(
      """
      INSERT INTO message (conversation, seq, number, author, key, id, text, created_at)
      VALUES (?1, ?2, ?2, ?3, 'key ' || ?2, ?4, 'text ' || ?2, ?5)
      """, room, seq, user, MessageID.make(), time)
  }
}
