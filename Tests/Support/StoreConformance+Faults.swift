import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let faults = [
    StoreCheck("a change that fails alone undoes only itself", failsAlone),
    StoreCheck("an empty batch is no fault", takesNothing),
    StoreCheck("looking whether it can be written leaves nothing", leavesNoProbe),
  ]

  /// An id that is there already is a fault of ours: no client can cause it.
  private static func failsAlone(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let id = PostID.make()
    let again = NewConversation(
      id: company.room, kind: .room, title: "Twice", owner: company.eve,
      createdAt: StoreCompany.noon)
    let ghost = User(id: .make(), username: "ghost", displayName: "Ghost")
    let outcomes = try await store.commit([
      company.message("before", by: company.ada, key: "1"),
      company.post("first", by: company.ada, key: "1", id: id),
      company.post("second", by: company.ada, key: "2", id: id),
      company.post("of nobody", by: ghost, key: "3"),
      .join(company.room, ghost, at: StoreCompany.noon),
      .open(again),
      company.message("after", by: company.bob, key: "2"),
      company.post("third", by: company.ada, key: "2"),
    ])
    findings.expect(
      outcomes.map { $0 == .failed },
      is: [false, false, true, true, true, true, false, false], "which failed")
    findings.expect(
      outcomes.compactMap(\.messageSeq), is: [3, 4], "the seqs of the messages around")
    findings.expect(
      outcomes.flatMap(\.events).filter { $0.topic == .feed }.map(\.seq), is: [1, 2],
      "the seqs of the posts around")
    let texts = try await company.messages().map(\.text)
    findings.expect(texts, is: ["before", "after"], "the history")
    let feed = try await store.posts(.feed, for: company.eve.id, before: nil, limit: 10).items.map(
      \.text)
    findings.expect(feed, is: ["third", "first"], "the feed")
    findings.expect(
      try await company.members(), is: [company.ada.id, company.bob.id], "the members")
    let seen = try await store.conversation(company.room, for: company.ada.id)
    findings.expect(seen?.title, is: "The hall", "the room's title")
    findings.expect(seen?.memberCount, is: 2, "the member count")
    findings.expect(try await company.head(), is: 4, "the room's head")
  }

  private static func takesNothing(_ store: any Store, _ findings: inout Findings) async throws {
    findings.expect(try await store.commit([]), is: [], "the outcomes")
  }

  private static func leavesNoProbe(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let head = try await company.head()
    for _ in 0..<3 { try await store.checkWritable() }
    findings.expect(try await company.head(), is: head, "the room's head")
    let seq = try await store.addMessage("hi", by: company.ada, in: company.room)
    findings.expect(seq, is: head + 1, "the next message's seq")
  }
}
