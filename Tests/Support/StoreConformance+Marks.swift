import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let marks = [
    StoreCheck("one's own message moves one's mark", movesOwnMark),
    StoreCheck("a mark goes to the last message read, never back", neverGoesBack),
    StoreCheck("who joins has nothing unread", startsRead),
    StoreCheck("only members have a mark", wantsMember),
  ]

  private static func movesOwnMark(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    for text in ["1", "2", "3"] {
      try await store.addMessage(text, by: company.ada, in: company.room)
    }
    let ada = try await store.conversation(company.room, for: company.ada.id)
    let bob = try await store.conversation(company.room, for: company.bob.id)
    findings.expect(marks(ada), is: [5, 3, 0], "the author's")
    // Bob's begins where he joined: seq 1 was there, 2 is his joining.
    findings.expect(marks(bob), is: [1, 0, 3], "the reader's")
    try await store.addMessage("4", by: company.bob, in: company.room)
    let after = try await store.conversation(company.room, for: company.bob.id)
    findings.expect([after?.mark?.seq, after?.unread], is: [6, 0], "after writing")
  }

  /// Seq, number and what waits.
  private static func marks(_ seen: Conversation?) -> [Int64?] {
    [seen?.mark?.seq, seen?.mark?.number, seen?.unread]
  }

  private static func neverGoesBack(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (room, bob) = (company.room, company.bob.id)
    for text in ["1", "2", "3"] { try await store.addMessage(text, by: company.ada, in: room) }
    try await store.make(.join(room, company.eve, at: StoreCompany.noon))
    // Messages are 3, 4 and 5; 6 is Eve's joining.
    let steps: [(seq: Int64, answer: Answer, isNew: Bool)] = [
      (4, .read(seq: 4, unread: 1), true), (4, .read(seq: 4, unread: 1), false),
      (3, .read(seq: 4, unread: 1), false), (-1, .read(seq: 4, unread: 1), false),
      (6, .read(seq: 5, unread: 0), true), (Int64.max, .read(seq: 5, unread: 0), false),
    ]
    for (seq, answer, isNew) in steps {
      let outcome = try await store.commit(.read(room, by: bob, seq: seq))
      findings.expect(try outcome.result.get(), is: answer, "the answer to \(seq)")
      guard case .read(let read, let unread) = answer, isNew else {
        findings.expect(outcome, is: .unchanged(answer), "the outcome of \(seq)")
        continue
      }
      let mark = ReadMark(seq: read, number: 3 - unread)
      let told = Event(
        topic: .user(bob), seq: nil, body: .unread(room, unread: unread, mark))
      findings.expect(outcome.events, is: [told], "what reading \(seq) tells")
    }
    let seen = try await store.conversation(room, for: bob)
    findings.expect(marks(seen), is: [5, 3, 0], "the mark")
  }

  private static func startsRead(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.addMessage("before", by: company.ada, in: company.room)
    let looking = try await store.conversation(company.room, for: company.eve.id)
    findings.expect(looking?.unread, is: 0, "unread for who looks in from outside")
    findings.expect(looking?.lastMessage, is: nil, "the last message for who looks in")
    try await store.make(.join(company.room, company.eve, at: StoreCompany.noon))
    let joined = try await store.conversation(company.room, for: company.eve.id)
    findings.expect(joined?.unread, is: 0, "unread at joining")
    try await store.addMessage("after", by: company.ada, in: company.room)
    let later = try await store.conversation(company.room, for: company.eve.id)
    findings.expect(later?.unread, is: 1, "unread after a message")
  }

  private static func wantsMember(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let stranger = try await store.commit(.read(company.room, by: company.eve.id, seq: 1))
    findings.expect(stranger, refusedAs: .notMember, "a stranger's mark")
    let nowhere = try await store.commit(.read(.make(), by: company.eve.id, seq: 1))
    findings.expect(nowhere, refusedAs: .notFound, "a mark in no conversation")
  }
}
