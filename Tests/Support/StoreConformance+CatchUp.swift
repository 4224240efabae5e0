import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let catchUp = [
    StoreCheck("what is read later is what was told", readsWhatWasTold),
    StoreCheck("pages of a log join without hole or repeat", pagesLog),
    StoreCheck("the hub reads conversations and the feed whole", readsAsHub),
    StoreCheck("who may not hear a topic reads only its numbers", skipsForStrangers),
    StoreCheck("a snapshot's numbers fit what it shows", fitsSnapshot),
  ]

  private static func readsWhatWasTold(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let outcomes = try await store.commit([
      company.message("one", by: company.ada, key: "1"),
      .join(company.room, company.eve, at: StoreCompany.noon),
      company.message("two", by: company.eve, key: "2"),
      company.post("news", by: company.bob, key: "3"),
      .leave(company.room, company.eve),
    ])
    let told = outcomes.flatMap(\.events)
    for topic in [Topic.conversation(company.room), .feed] {
      let live = told.filter { $0.topic == topic }
      let after = (live.first?.seq ?? 1) - 1
      let read = try await store.read(topic, after: after, limit: 100, as: .hub)
      findings.expect(read, is: live, "what is read of \(topic)")
    }
  }

  private static func pagesLog(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    for index in 0..<5 {
      try await store.addMessage("\(index)", by: company.ada, in: company.room)
      try await store.make(.join(company.room, company.eve, at: StoreCompany.noon))
      try await store.make(.leave(company.room, company.eve))
    }
    let topic = Topic.conversation(company.room)
    let whole = try await company.log(as: company.ada.id)
    findings.expect(whole.map(\.seq), is: (1...17).map { Int64($0) }, "the whole log's numbers")
    for size in [1, 2, 3, 7, 16, 17, 18] {
      var pages: [Event] = []
      while let page = try await store.nextPage(of: topic, after: pages, size, as: company.ada.id) {
        findings.expect(page.count <= size, "a page of \(size) has \(page.count)")
        pages += page
      }
      findings.expect(pages, is: whole, "the pages of \(size) joined")
    }
    let edges: [(Int64, Int, Int)] = [
      (-5, 3, 3), (16, 100, 1), (17, 100, 0), (99, 100, 0), (Int64.max, 1, 0), (1, Int.max, 16),
      (0, 0, 0),
    ]
    for (after, limit, count) in edges {
      let read = try await store.read(topic, after: after, limit: limit, as: company.ada.id)
      findings.expect(read.count, is: count, "how many follow \(after), \(limit) at most")
    }
  }

  private static func readsAsHub(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let post = try await store.addPost("news", by: company.ada)
    try await store.make(.like(post.id, by: company.ada.id, at: StoreCompany.noon))
    try await store.addMessage("hi", by: company.bob, in: company.room)
    let log = try await company.log()
    findings.expect(log.map(\.body.isSkip), is: [false, false, false], "what the hub skips")
    guard case .conversation(let room)? = log.first?.body else {
      return findings.note("the room's opening is \(String(describing: log.first))")
    }
    findings.expect([room.unread, room.memberCount], is: [0, 2], "the room as the hub sees it")
    findings.expect(room.lastMessage, is: nil, "its last message")
    findings.expect(
      log.last?.body, is: .message(try await company.messages()[0]), "the message")
    let seen = try await store.post(post.id, for: .hub)
    findings.expect(seen?.likes.mine, is: false, "whether the hub likes the post")
    findings.expect(seen?.likes.count, is: 1, "how many like it")
    let feed = try await store.read(.feed, after: 0, limit: 10, as: .hub)
    findings.expect(feed.map(\.body), is: seen.map { [.post($0)] } ?? [], "the feed's log")
  }

  private static func skipsForStrangers(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.addMessage("hi", by: company.ada, in: company.room)
    try await store.make(.leave(company.room, company.bob))
    let topics: [(Topic, UserID, Int64)] = [
      (.conversation(company.room), company.eve.id, 4),
      (.conversation(company.room), company.bob.id, 4), (.user(company.ada.id), company.eve.id, 1),
      (.user(company.ada.id), .hub, 1),
    ]
    for (topic, reader, count) in topics {
      let read = try await store.read(topic, after: 0, limit: 10, as: reader)
      let skips = (1...count).map { Event(topic: topic, seq: $0, body: .skip) }
      findings.expect(read, is: skips, "what a stranger reads")
    }
  }

  private static func fitsSnapshot(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let ada = company.ada.id
    for index in 0..<3 { try await store.addPost("\(index)", by: company.bob) }
    try await store.addPost("mine", by: company.ada, audience: .me)
    try await store.addMessage("hi", by: company.bob, in: company.room)
    let snapshot = try await store.snapshot(for: ada, posts: 3)
    findings.expect(
      snapshot.heads,
      is: [.user(ada): 2, .person(ada): 0, .feed: 3, .conversation(company.room): 3], "the heads")
    findings.expect(snapshot.feed.items.map(\.text), is: ["mine", "2", "1"], "the feed")
    findings.expect(snapshot.feed.next, is: snapshot.feed.items.last?.id, "where it goes on")
    findings.expect(
      snapshot.conversations, is: try await store.conversations(of: ada), "the conversations")
    findings.expect(snapshot.conversations.map(\.lastSeq), is: [3], "their last seqs")
    for (topic, head) in snapshot.heads {
      let newer = try await store.read(topic, after: head, limit: 10, as: ada)
      findings.expect(newer, is: [], "what is newer than the snapshot")
    }
    let stranger = try await store.snapshot(for: company.eve.id, posts: 9)
    findings.expect(stranger.conversations, is: [], "a stranger's conversations")
    findings.expect(stranger.heads.count, is: 3, "how many topics a stranger hears")
  }
}

extension Store {
  /// The page behind those that were read; nil at the end.
  fileprivate func nextPage(
    of topic: Topic, after pages: [Event], _ size: Int, as reader: UserID
  ) async throws -> [Event]? {
    let page = try await read(topic, after: pages.last?.seq ?? 0, limit: size, as: reader)
    return page.isEmpty || pages.count > 1_000 ? nil : page
  }
}

extension Event.Body {
  var isSkip: Bool { self == .skip }
}
