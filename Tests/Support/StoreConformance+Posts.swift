import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let posts = [
    StoreCheck("a post is told on the topic of its audience", tellsAudience),
    StoreCheck("a post is seen by its audience only", hidesFromOthers),
    StoreCheck("a deleted post is gone for everybody", forgetsDeleted),
    StoreCheck("only its author deletes a post", wantsAuthor),
    StoreCheck("the feed comes in pages, newest first", pagesFeed),
  ]

  private static func tellsAudience(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let ada = company.ada.id
    for (audience, topic) in [
      (Audience.public, Topic.feed), (.friends, .person(ada)), (.me, .user(ada)),
    ] {
      let head = try await store.heads([topic])[topic]?.head ?? 0
      let change = company.post("t", by: company.ada, key: audience.rawValue, audience: audience)
      guard case .done(.post(let post), let events) = try await store.commit(change) else {
        return findings.note("a post for \(audience) was not written")
      }
      let told = Event(topic: topic, seq: head + 1, body: .post(post))
      findings.expect(events, is: [told], "what a post for \(audience) tells")
      let read = try await store.read(topic, after: head, limit: 10, as: ada)
      findings.expect(read, is: [told], "what its author reads of it")
      findings.expect(
        try await store.wakePost(post.id),
        is: PostState(author: ada, likes: LikeCount(count: 0, version: 0)),
        "what wakes")
    }
  }

  private static func hidesFromOthers(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob) = (company.ada.id, company.bob.id)
    for audience in Audience.allCases {
      let id = try await store.addPost("t", by: company.ada, audience: audience).id
      let isPublic = audience == .public
      let seen = try await store.post(id, for: bob)
      findings.expect(seen != nil, is: isPublic, "whether another sees a post for \(audience)")
      let mayHear = try await store.mayHear(.post(id), bob)
      findings.expect(mayHear, is: isPublic, "whether another hears a post for \(audience)")
      let own = try await store.post(id, for: ada)
      findings.expect(own?.text, is: "t", "what its author sees")
      let like = try await store.commit(.like(id, by: bob, at: StoreCompany.noon))
      if !isPublic { findings.expect(like, refusedAs: .notFound, "another's like") }
      let unlike = try await store.commit(.unlike(id, by: bob))
      if !isPublic { findings.expect(unlike, refusedAs: .notFound, "taking it back") }
    }
    let feeds = [
      try await store.posts(.feed, for: ada, before: nil, limit: 10),
      try await store.posts(.feed, for: bob, before: nil, limit: 10),
    ]
    findings.expect(feeds.map(\.items.count), is: [3, 1], "the feeds of its author and another")
    for topic in [Topic.person(ada), .user(ada)] {
      let read = try await store.read(topic, after: 0, limit: 10, as: bob)
      findings.expect(read.allSatisfy { $0.body == .skip }, "another reads only skips of \(topic)")
    }
  }

  private static func forgetsDeleted(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let ada = company.ada.id
    let id = try await store.addPost("oops", by: company.ada).id
    try await store.make(.like(id, by: company.bob.id, at: StoreCompany.noon))
    let deleted = try await store.commit(.deletePost(id, by: ada))
    let told = Event(topic: .feed, seq: 2, body: .postDeleted(id))
    // The like that waited on the bell is gone, too.
    let bell = Event(topic: .user(ada), seq: nil, body: .notifications(unread: 0))
    findings.expect(deleted, is: .done(.nothing, [told, bell]), "the outcome")
    for reader in [ada, company.bob.id, .hub] {
      findings.expect(try await store.post(id, for: reader), is: nil, "the post")
      let feed = try await store.posts(.feed, for: reader, before: nil, limit: 10).items
      findings.expect(feed, is: [], "the feed")
      let read = try await store.read(.feed, after: 0, limit: 10, as: reader)
      findings.expect(
        read, is: [Event(topic: .feed, seq: 1, body: .skip), told], "what a late reader hears")
      findings.expect(try await store.mayHear(.post(id), reader), is: false, "whether it is heard")
    }
    findings.expect(try await store.wakePost(id), is: nil, "what wakes")
    let changes: [Change] = [
      .like(id, by: company.eve.id, at: StoreCompany.noon), .unlike(id, by: company.bob.id),
      .deletePost(id, by: ada),
    ]
    for outcome in try await store.commit(changes) {
      findings.expect(outcome, refusedAs: .notFound, "what is asked of it later")
    }
  }

  private static func wantsAuthor(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let shown = try await store.addPost("t", by: company.ada).id
    let hidden = try await store.addPost("t", by: company.ada, audience: .me).id
    let outcomes = try await store.commit([
      .deletePost(shown, by: company.bob.id), .deletePost(hidden, by: company.bob.id),
      .deletePost(.make(), by: company.bob.id),
    ])
    findings.expect(outcomes[0], refusedAs: .forbidden, "deleting another's post")
    findings.expect(outcomes[1], refusedAs: .notFound, "deleting what one cannot see")
    findings.expect(outcomes[2], refusedAs: .notFound, "deleting what is not there")
    let left = try await store.posts(.feed, for: company.ada.id, before: nil, limit: 10).items
    findings.expect(left.count, is: 2, "how many posts are left")
  }

  private static func pagesFeed(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    var ids: [PostID] = []
    for index in 0..<7 {
      // The clock goes back: the order is that of the commits.
      let post = try await store.addPost(
        "\(index)", by: company.ada, audience: index == 3 ? .me : .public,
        at: StoreCompany.noon + .seconds(-index))
      ids.append(post.id)
    }
    var pages: [[String]] = []
    var cursor: PostID?
    repeat {
      let page = try await store.posts(.feed, for: company.bob.id, before: cursor, limit: 2)
      pages.append(page.items.map(\.text))
      cursor = page.next
      // The cursor's own post may go before the next page is asked for.
      if let cursor { try await store.make(.deletePost(cursor, by: company.ada.id)) }
    } while cursor != nil && pages.count < 9
    findings.expect(pages, is: [["6", "5"], ["4", "2"], ["1", "0"]], "the pages")
    let unknown = try await store.posts(.feed, for: company.bob.id, before: .make(), limit: 2)
    findings.expect(unknown.items, is: [], "a page before a post that never was")
    let none = try await store.posts(.feed, for: company.ada.id, before: ids[0], limit: 2)
    findings.expect(none.items, is: [], "a page before the first post")
    findings.expect(none.next, is: nil, "what follows it")
  }
}
