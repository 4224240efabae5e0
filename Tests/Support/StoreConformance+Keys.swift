import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let keys = [
    StoreCheck("the same key is the same message", repeatsMessage),
    StoreCheck("a repeat is answered even to who has left", repeatsToWhoLeft),
    StoreCheck("another text under a key is refused", refusesReuse),
    StoreCheck("a key belongs to one author in one conversation", separatesKeys),
    StoreCheck("the same key is the same post", repeatsPost),
    StoreCheck("a deleted post does not come back under its key", keepsDeletedKey),
  ]

  private static func repeatsMessage(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let change = company.message("hi", by: company.ada, key: "k")
    let again = company.message("hi", by: company.ada, key: "k", after: 60)
    let batch = try await store.commit([change, again, change])
    guard case .done(let answer, _) = batch[0] else {
      return findings.note("the first is \(batch[0])")
    }
    findings.expect(
      Array(batch.dropFirst()), is: [.repeated(answer), .repeated(answer)], "a batch")
    try await store.addMessage("between", by: company.bob, in: company.room)
    findings.expect(try await store.commit(again), is: .repeated(answer), "a later repeat")
    let texts = try await company.messages().map(\.text)
    findings.expect(texts, is: ["hi", "between"], "the history")
  }

  private static func repeatsToWhoLeft(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let change = company.message("hi", by: company.bob, key: "k")
    guard case .done(let answer, _) = try await store.commit(change) else {
      return findings.note("the message was not written")
    }
    try await store.make(.leave(company.room, company.bob))
    findings.expect(try await store.commit(change), is: .repeated(answer), "the repeat")
    let reused = try await store.commit(company.message("ho", by: company.bob, key: "k"))
    findings.expect(reused, refusedAs: .keyReused, "another text")
    let new = try await store.commit(company.message("hi", by: company.bob, key: "new"))
    findings.expect(new, refusedAs: .notMember, "a new message")
  }

  private static func refusesReuse(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let first = try await store.commit(company.message("é", by: company.ada, key: "k"))
    for text in ["e\u{301}", "É", "é ", ""] {
      let outcome = try await store.commit(company.message(text, by: company.ada, key: "k"))
      findings.expect(outcome, refusedAs: .keyReused, "the text \(Array(text.utf8))")
    }
    let again = try await store.commit(company.message("é", by: company.ada, key: "k"))
    findings.expect(again.messageSeq, is: first.messageSeq, "the seq of the repeat")
    let count = try await company.messages().count
    findings.expect(count, is: 1, "how many messages there are")
  }

  private static func separatesKeys(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let other = try await store.addRoom("Elsewhere", owner: company.ada)
    let outcomes = try await store.commit([
      company.message("hi", by: company.ada, key: "k"),
      company.message("hi", by: company.bob, key: "k"),
      company.message("hi", by: company.ada, key: "K"),
      company.message("hi", by: company.ada, key: "é"),
      company.message("hi", by: company.ada, key: "e\u{301}"),
    ])
    findings.expect(outcomes.map(\.messageSeq), is: [3, 4, 5, 6, 7], "the seqs")
    let seq = try await store.addMessage("hi", by: company.ada, in: other, key: "k")
    findings.expect(seq, is: 2, "the seq in another room")
  }

  private static func repeatsPost(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let id = PostID.make()
    let change = company.post("news", by: company.ada, key: "k", id: id)
    try await store.make(change)
    try await store.make(.like(id, by: company.ada.id, at: StoreCompany.noon))
    let now = try await store.post(id, for: company.ada.id)
    for again in [change, company.post("news", by: company.ada, key: "k")] {
      guard case .repeated(.post(let post)) = try await store.commit(again) else {
        return findings.note("a repeat is not repeated")
      }
      findings.expect(post, is: now, "the post answered, as it now is")
    }
    for other in [
      company.post("olds", by: company.ada, key: "k"),
      company.post("news", by: company.ada, key: "k", audience: .me),
    ] {
      findings.expect(try await store.commit(other), refusedAs: .keyReused, "other content")
    }
    try await store.make(company.post("news", by: company.bob, key: "k"))
    let feed = try await store.posts(.feed, for: company.eve.id, before: nil, limit: 10).items
    findings.expect(feed.map(\.author), is: [company.bob, company.ada], "whose posts there are")
  }

  private static func keepsDeletedKey(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let post = try await store.addPost("news", by: company.ada, key: "k")
    try await store.make(.deletePost(post.id, by: company.ada.id))
    let again = try await store.commit(company.post("news", by: company.ada, key: "k"))
    findings.expect(again, refusedAs: .keyReused, "the same post again")
    let feed = try await store.posts(.feed, for: company.ada.id, before: nil, limit: 10).items
    findings.expect(feed, is: [], "the feed")
  }
}
