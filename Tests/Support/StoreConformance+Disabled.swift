import HubbubDomain
import HubbubStore

extension StoreConformance {
  static func disables(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, eve, noon) = (company.ada, company.eve, StoreCompany.noon)
    let post = try await store.addPost("hello", by: company.bob)
    try await store.make(company.message("said before", by: ada, key: "1"))
    let head = try await company.head()
    let deeds: [Change] = [
      company.message("hi", by: ada, key: "2"), company.post("hi", by: ada, key: "1"),
      .like(post.id, by: ada.id, at: noon), .join(company.room, ada, at: noon),
      .open(NewConversation(id: .make(), kind: .room, title: "Hers", owner: ada, createdAt: noon)),
    ]
    let off = try await store.commit([.disable(ada.id), .disable(ada.id), .disable(.make())])
    findings.expect(off[0], is: .done(.nothing, []), "switching off")
    findings.expect(off[1], is: .unchanged(.nothing), "switching off twice")
    findings.expect(off[2], refusedAs: .notFound, "switching nobody off")
    for outcome in try await store.commit(deeds) {
      findings.expect(outcome, refusedAs: .forbidden, "what a disabled account does")
    }
    let again = try await store.commit(company.message("said before", by: ada, key: "1"))
    findings.expect(again.messageSeq, is: head, "the seq of what it said before, once more")
    findings.expect(try await company.head(), is: head, "the head, since nothing was counted")
    findings.expect(
      try await store.commit(.like(post.id, by: eve.id, at: noon)).likes?.count, is: 1,
      "the likes, by somebody else")
    findings.expect(try await store.account(named: "ada")?.isDisabled, is: true, "is disabled")
    let on = try await store.commit([.enable(ada.id), .enable(ada.id)])
    findings.expect(on, is: [.done(.nothing, []), .unchanged(.nothing)], "switching on twice")
    for outcome in try await store.commit(deeds) {
      if case .refused(let refusal) = outcome { findings.note("it is still \(refusal.code)") }
    }
    findings.expect(try await company.head(), is: head + 1, "the head, with what it says now")
  }
}
