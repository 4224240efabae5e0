import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let bells = [
    StoreCheck("a bell keeps its newest rows", keepsNewest),
    StoreCheck("who a message names no more finds nothing of it on their bell", unrings),
  ]

  private static func unrings(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob, now) = (company.ada, company.bob, StoreCompany.noon)
    let sent = try await store.make(company.message("hi @bob", by: ada, key: "k"))
    guard case .message(_, let seq, _) = sent else { return findings.note("not sent") }
    let place = MessagePlace(company.room, seq)
    func rung() async throws -> [NotificationKind] {
      try await store.notifications(of: bob.id, before: nil, limit: 9).items.map(\.kind)
    }
    findings.expect(try await rung(), is: [.mention], "who is named")
    try await store.make(.editMessage(place, by: ada, to: "Hi, @bob.", at: now))
    findings.expect(try await rung(), is: [.mention], "who is named still")
    let edited = try await store.commit(.editMessage(place, by: ada, to: "hi all", at: now))
    findings.expect(try await rung(), is: [], "who is named no more")
    let told = Event(topic: .user(bob.id), seq: nil, body: .notifications(unread: 0))
    findings.expect(edited.events.contains(told), is: true, "whether that is told")
  }

  private static func keepsNewest(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let post = try await store.addPost("t", by: company.ada, audience: .public).id
    func comment(_ number: Int) -> Change {
      .comment(
        NewComment(
          id: .make(), post: post, author: company.bob, key: "\(number)", text: "t",
          createdAt: StoreCompany.noon + .seconds(number)))
    }
    let (ada, topic) = (company.ada.id, Topic.user(company.ada.id))
    let before = try await store.heads([topic])[topic]?.head ?? 0
    var bells: [Int] = []
    for number in 0...Limits.bellRows {
      let events = try await store.commit(comment(number)).events
      if events.contains(where: { $0.topic == topic && $0.seq == nil }) { bells.append(number) }
    }
    findings.expect(bells, is: [Limits.bellRows], "when the number is told: one has gone")
    let bell = try await store.notifications(of: ada, before: nil, limit: 1)
    findings.expect(bell.unread, is: Int64(Limits.bellRows), "what waits")
    let last = try await store.notifications(of: ada, before: before + 3, limit: 9)
    findings.expect(last.items.map(\.seq), is: [before + 2], "the oldest row that is left")
    let read = try await store.read(topic, after: before, limit: 2, as: ada)
    findings.expect(read.map { $0.body == .skip }, is: [true, false], "what is skipped of two")
  }
}
