import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

extension Outcome {
  fileprivate var kind: String {
    switch self {
    case .done: "done"
    case .repeated: "repeated"
    case .unchanged: "unchanged"
    case .refused: "refused"
    case .failed: "failed"
    }
  }
}

/// The store that serves against the plain one in memory, in what nobody
/// thought of writing down.
@Suite struct ModelTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `whatever is asked, both stores answer alike`(seed: UInt64) async throws {
    let store = try temporaryStore()
    let model = MemoryStore()
    var changes = RandomChanges(seed: seed)
    for round in 0..<40 {
      let batch = changes.batch()
      let found = try await store.commit(batch)
      let wanted = await model.commit(batch)
      for (index, outcome) in found.enumerated() where outcome != wanted[index] {
        Issue.record("seed \(seed), round \(round): \(batch[index])\n\(outcome)\n\(wanted[index])")
        return
      }
      guard changes.looks() || round == 39 else { continue }
      try await store.fillSearch(rows: 7)
      let views = (
        try await StoreView(of: store, after: changes).lines,
        try await StoreView(of: model, after: changes).lines
      )
      let difference = zip(views.0, views.1).first { $0 != $1 }
      #expect(difference == nil, "seed \(seed), round \(round)")
      guard difference == nil else { return }
    }
    #expect(try await store.breaches() == [])
    try await store.close()
  }

  @Test func `a breach would be noticed`() async throws {
    let store = try temporaryStore()
    var changes = RandomChanges(seed: 1)
    for _ in 0..<60 { _ = try await store.commit(changes.batch()) }
    #expect(try await store.breaches() == [])
    try await store.writing { db in
      try db.execute(
        sql: """
          PRAGMA foreign_keys = OFF;
          UPDATE post SET like_count = like_count + 1;
          UPDATE conversation SET member_count = member_count + 1;
          UPDATE topic SET head = head + 1;
          UPDATE OR IGNORE message SET number = number + 1, author = x'00';
          UPDATE topic SET messages = messages + 1 WHERE kind = 4;
          UPDATE member SET read_number = read_number + 1;
          UPDATE post SET text = 'x', is_deleted = 1;
          UPDATE post SET comment_count = comment_count + 1;
          INSERT INTO friend VALUES (x'01', x'02', 0);
          INSERT INTO block VALUES (x'01', x'02', 0);
          INSERT INTO friend_request VALUES (x'02', x'01', 0);
          INSERT INTO notification (user, seq, kind, actor, created_at)
            VALUES (x'01', 99, 'like', x'02', 0);
          INSERT INTO recovery_code VALUES (x'00', x'00');
          INSERT INTO session VALUES (x'00', x'00', x'00', '', 0, 0, 0);
          INSERT INTO session SELECT id, id, id, '', 0, 0, 0 FROM user LIMIT 1;
          UPDATE user SET deleted_at = 0;
          INSERT INTO post (id, author, key, text, audience, created_at)
            SELECT id, id, 'key', '', 'public', 0 FROM user LIMIT 1;
          UPDATE message SET is_deleted = 1, text = 'x', reactions = 'a=1 b=1 c=1';
          INSERT OR IGNORE INTO block SELECT one.user, other.user, 0
            FROM member AS one JOIN member AS other USING (conversation)
            WHERE one.user <> other.user;
          UPDATE topic SET direct = 1 WHERE kind = 4;
          UPDATE member SET role = 'member';
          UPDATE invite SET used = uses + 1;
          DELETE FROM person;
          UPDATE OR IGNORE event SET kind = 9;
          INSERT INTO probe (padding) VALUES (x'00');
          """)
    }
    let missed = Set(Invariants.breaches.keys).subtracting(try await store.breaches())
    #expect(missed.isEmpty)
  }

  @Test func `the random changes meet every kind of outcome`() async {
    let model = MemoryStore()
    var changes = RandomChanges(seed: 1)
    var counts = ["done": 0, "repeated": 0, "unchanged": 0, "refused": 0, "failed": 0]
    for _ in 0..<1_000 {
      for outcome in await model.commit(changes.batch()) { counts[outcome.kind, default: 0] += 1 }
    }
    for (kind, count) in counts { #expect(count >= 3, "\(kind)") }
  }
}
