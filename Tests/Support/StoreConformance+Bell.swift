import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let bells = [
    StoreCheck("a bell keeps its newest rows", keepsNewest)
  ]

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
