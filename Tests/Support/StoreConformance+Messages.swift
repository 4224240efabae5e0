import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let messages = [
    StoreCheck("only who is a member now may write", wantsMembers),
    StoreCheck("a message is kept byte for byte", keepsText),
    StoreCheck("messages are counted from 1", countsMessages),
    StoreCheck("history comes in pages", pagesHistory),
  ]

  private static func wantsMembers(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let members = try await company.members()
    let stranger = try await store.commit(company.message("hi", by: company.eve, key: "k"))
    findings.expect(stranger, refusedAs: .notMember, "a stranger's message")
    let nowhere = Change.message(
      NewMessage(
        id: .make(), conversation: .make(), author: company.ada, key: "k", text: "hi",
        createdAt: StoreCompany.noon))
    findings.expect(
      try await store.commit(nowhere), refusedAs: .notFound, "a message to no conversation")
    let leaving = try await store.commit([
      company.message("bye", by: company.bob, key: "1"), .leave(company.room, company.bob),
      company.message("wait", by: company.bob, key: "2"),
      .join(company.room, company.bob, at: StoreCompany.noon),
      company.message("back", by: company.bob, key: "3"),
    ])
    findings.expect(leaving[2], refusedAs: .notMember, "a message after leaving, in one batch")
    let texts = try await company.messages().map(\.text)
    findings.expect(texts, is: ["bye", "back"], "the history")
    findings.expect(try await company.members(), is: members, "the members")
    do {
      let page = try await store.messages(
        of: company.room, .latest, limit: 10, for: company.eve.id)
      findings.note("a stranger reads \(page.items.count) messages")
    } catch let refusal as Refusal {
      findings.expect(refusal.code, is: .notFound, "what a stranger who reads is told")
    }
  }

  private static func keepsText(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let texts = [
      "", " ", "a\u{0}b", "'; DROP TABLE message; --", "e\u{301}", "é", "👩‍👩‍👧‍👦\u{202E}",
      "\u{FFFD}\u{FEFF}",
      String(repeating: "ж", count: 4_000),
    ]
    for (index, text) in texts.enumerated() {
      let message = company.message(text, by: company.ada, key: "\(index)")
      guard case .done(_, let events) = try await store.commit(message),
        case .message(let told)? = events.first?.body
      else { return findings.note("\(text) was not written") }
      findings.expect(Array(told.text.utf8), is: Array(text.utf8), "the text told")
    }
    let history = try await company.messages().map { Array($0.text.utf8) }
    findings.expect(history, is: texts.map { Array($0.utf8) }, "the history")
  }

  private static func countsMessages(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.addMessage("one", by: company.ada, in: company.room)
    try await store.make(.leave(company.room, company.bob))
    try await store.addMessage("two", by: company.ada, in: company.room)
    let messages = try await company.messages()
    findings.expect(messages.map(\.number), is: [1, 2], "the numbers")
    findings.expect(messages.map(\.seq), is: [3, 5], "the seqs")
    let seen = try await store.conversation(company.room, for: company.ada.id)
    findings.expect(seen?.messages, is: 2, "how many messages the conversation has")
    findings.expect(seen?.lastSeq, is: 5, "the conversation's last seq")
    findings.expect(seen?.lastMessage, is: messages.last, "the last message")
  }

  private static func pagesHistory(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    for index in 1...7 {
      try await store.addMessage("\(index)", by: company.ada, in: company.room)
    }
    // Seqs 1 and 2 opened the room; its messages are 3 to 9.
    let pages: [(MessageRange, Int, [String], Bool)] = [
      (.latest, 3, ["5", "6", "7"], true),
      (.latest, 7, ["1", "2", "3", "4", "5", "6", "7"], false),
      (.before(7), 3, ["2", "3", "4"], true), (.before(4), 3, ["1"], false),
      (.before(3), 3, [], false), (.after(6), 2, ["5", "6"], true),
      (.after(7), 2, ["6", "7"], false), (.after(0), 1, ["1"], true), (.after(9), 5, [], false),
    ]
    for (range, limit, texts, hasMore) in pages {
      let page = try await store.messages(
        of: company.room, range, limit: limit, for: company.bob.id)
      findings.expect(page.items.map(\.text), is: texts, "\(range), \(limit) at most")
      findings.expect(page.hasMore, is: hasMore, "whether \(range), \(limit) has more")
    }
  }
}
