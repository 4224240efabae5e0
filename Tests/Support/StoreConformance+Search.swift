import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let search = [
    StoreCheck("every word begins one in the text, whatever its case and accents", findsWords),
    StoreCheck("a message is found by who is in its conversation", findsOwnConversations),
    StoreCheck("a message of who left or is blocked is not found", hidesMessages),
    StoreCheck("a post is found by whom it is for", findsPosts),
    StoreCheck("people are found by their names, then by their bio", findsPeople),
    StoreCheck("people who are hidden are not found", hidesPeople),
    StoreCheck("what was found comes in pages, newest first", pagesFound),
    StoreCheck("an excerpt says where the words are", marksWords),
    StoreCheck("a search looks at so many rows and says where to go on", boundsSearch),
    StoreCheck("a name that changed is found as it now is", followsNames),
  ]

  private static func findsWords(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let text = "Grüße aus dem Café, e\u{301}le\u{300}ve 42 don't"
    try await store.addMessage(text, by: company.ada, in: company.room)
    try await store.fillSearch()
    let searches = [
      ("grusse", 0), ("gruße", 1), ("GRÜ", 1), ("caf", 1), ("cafe\u{301}", 1), ("eleve", 1),
      ("ÉLÈ", 1), ("dem aus", 1), ("aus fehlt", 0), ("afé", 0), ("4", 1), ("don't", 1),
      ("dont", 0), ("\"aus\" OR (x*)", 0), ("aus*:dem", 1), ("", 0), (" \"'*^-+ ", 0),
      ("NOT aus", 0), ("text:aus", 0),
    ]
    for (words, count) in searches {
      let found = try await store.find(words, as: company.bob)
      findings.expect(found.count, is: count, "how many \(words) finds")
    }
  }

  private static func findsOwnConversations(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.addMessage("hello there", by: company.ada, in: company.room)
    try await store.fillSearch()
    func count(_ user: User) async throws -> Int { try await store.find("hello", as: user).count }
    findings.expect(try await count(company.ada), is: 1, "what its author finds")
    findings.expect(try await count(company.bob), is: 1, "what a member finds")
    findings.expect(try await count(company.eve), is: 0, "what a stranger finds")
    try await store.make(.leave(company.room, company.bob))
    findings.expect(try await count(company.bob), is: 0, "what who left finds")
    try await store.make(.join(company.room, company.eve, at: StoreCompany.noon))
    findings.expect(try await count(company.eve), is: 1, "what who joined finds")
  }

  private static func hidesMessages(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob, noon) = (company.ada, company.bob, StoreCompany.noon)
    try await store.addMessage("mine", by: ada, in: company.room)
    try await store.addMessage("mine too", by: bob, in: company.room)
    try await store.fillSearch()
    func texts(_ user: User) async throws -> [String] {
      try await store.find("mine", as: user).map(\.text)
    }
    try await store.make(.block(bob, ada.id, at: noon))
    findings.expect(try await texts(ada), is: ["mine"], "what the blocked one finds")
    findings.expect(try await texts(bob), is: ["mine too"], "what the blocker finds")
    try await store.make(.unblock(bob, ada.id))
    findings.expect(try await texts(ada), is: ["mine too", "mine"], "what is found again")
    try await store.make(.leaveHubbub(bob.id, provedBy: nil, at: noon))
    findings.expect(try await texts(ada), is: ["mine"], "what is left of who left")
  }

  private static func findsPosts(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob, eve) = (company.ada, company.bob, company.eve)
    try await store.make(.befriend(ada, bob.id, at: StoreCompany.noon))
    try await store.make(.befriend(bob, ada.id, at: StoreCompany.noon))
    var posts: [Audience: PostID] = [:]
    for audience in Audience.allCases {
      posts[audience] = try await store.addPost(
        "for \(audience)", by: ada, audience: audience
      ).id
    }
    try await store.fillSearch()
    func texts(_ user: User, _ words: String = "for") async throws -> [String] {
      try await store.find(words, in: .posts, as: user).map(\.text)
    }
    findings.expect(try await texts(ada), is: ["for me", "for friends", "for public"], "her own")
    findings.expect(try await texts(bob), is: ["for friends", "for public"], "a friend's")
    findings.expect(try await texts(eve), is: ["for public"], "a stranger's")
    guard let shown = posts[.public], let friendly = posts[.friends] else { return }
    let edit = PostEdit(text: "to all", audience: nil)
    try await store.make(.editPost(shown, by: ada.id, edit, at: StoreCompany.noon))
    findings.expect(try await texts(eve), is: [], "what the old words find")
    findings.expect(try await texts(eve, "all"), is: ["to all"], "what the new words find")
    try await store.make(.deletePost(friendly, by: ada.id))
    findings.expect(try await texts(bob), is: [], "what finds the deleted one")
    try await store.make(.leaveHubbub(ada.id, provedBy: nil, at: StoreCompany.noon))
    findings.expect(try await texts(eve, "all"), is: [], "what finds the post of who left")
  }

  private static func findsPeople(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let older = try await store.addUser("ann_smith")
    try await store.addUser("sam")
    for (user, bio) in [(company.eve, "a friend of Ann and Bob"), (older, "works with Sam")] {
      var change = ProfileChange()
      change.bio = bio
      try await store.make(.updateProfile(user.id, change))
    }
    try await store.fillSearch()
    func names(_ words: String) async throws -> [String] {
      try await store.find(words, in: .people, as: company.ada).map(\.text)
    }
    findings.expect(try await names("ann"), is: ["ann_smith", "eve"], "who is called or knows Ann")
    findings.expect(try await names("smi ANN"), is: ["ann_smith"], "both words")
    findings.expect(try await names("sam ann"), is: ["ann_smith"], "one in the bio")
    findings.expect(try await names("sam"), is: ["sam", "ann_smith"], "names first")
    findings.expect(try await names("@ada"), is: ["ada"], "oneself")
    let found = try await store.search(
      .people, for: "ann", as: company.ada.id, before: nil, limit: 10)
    let excerpts = found.items.map { $0.excerpt?.text }
    findings.expect(excerpts, is: [nil, "a friend of Ann and Bob"], "the excerpts")
  }

  private static func hidesPeople(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.fillSearch()
    func isFound(_ name: String, _ user: User) async throws -> Bool {
      try await !store.find(name, in: .people, as: user).isEmpty
    }
    findings.expect(try await isFound("eve", company.bob), "everybody is found")
    try await store.make(.block(company.eve, company.bob.id, at: StoreCompany.noon))
    findings.expect(try await !isFound("eve", company.bob), "who blocks one is not found")
    findings.expect(try await !isFound("bob", company.eve), "whom one blocks is not found")
    try await store.make(.leaveHubbub(company.eve.id, provedBy: nil, at: StoreCompany.noon))
    findings.expect(try await !isFound("eve", company.ada), "who left is not found")
  }

  private static func pagesFound(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    for index in 0..<5 { try await store.addPost("post \(index)", by: company.ada) }
    for index in 0..<5 { try await store.addUser("post\(index)") }
    for user in [company.bob, company.eve] {
      var change = ProfileChange()
      change.bio = "I post"
      try await store.make(.updateProfile(user.id, change))
    }
    try await store.fillSearch()
    let posts = ["post 4", "post 3", "post 2", "post 1", "post 0"]
    let people = ["post4", "post3", "post2", "post1", "post0", "eve", "bob"]
    for (kind, wanted) in [(Searched.posts, posts), (.people, people)] {
      for limit in 1...8 {
        var (found, next): ([String], SearchCursor?) = ([], nil)
        repeat {
          let page = try await store.search(
            kind, for: "post", as: company.ada.id, before: next, limit: limit)
          findings.expect(page.items.count <= limit, "no more than \(limit) \(kind)")
          (found, next) = (found + page.items.map(\.text), page.next)
        } while next != nil && found.count < 10
        findings.expect(found, is: wanted, "\(kind) by pages of \(limit)")
      }
    }
  }

  private static func marksWords(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let text = "\u{E000}Zoë 👋 zoo, \u{F8FF}"
    try await store.addMessage(text, by: company.ada, in: company.room)
    try await store.fillSearch()
    for (words, marks) in [
      ("zo", [8..<11]), ("\u{E000}zoe", [0..<4]), ("\u{F8FF} zo", [8..<11, 13..<14]),
    ] {
      let page = try await store.search(
        .messages, for: words, as: company.ada.id, before: nil, limit: 1)
      findings.expect(page.items.first?.excerpt?.text, is: text, "the excerpt for \(words)")
      findings.expect(page.items.first?.excerpt?.marks, is: marks, "the marks of \(words)")
    }
  }

  private static func boundsSearch(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.addMessage("word for eve", by: company.ada, in: company.room)
    let hers = try await store.addRoom("Hers", owner: company.eve)
    try await store.addMessage("word of her own", by: company.eve, in: hers)
    var left = Limits.searchedRows
    while left > 0 {
      let some = (0..<min(left, Limits.batchChanges)).map { index in
        company.message("word", by: company.bob, key: "\(left) \(index)")
      }
      left -= try await store.commit(some).count
    }
    try await store.fillSearch(rows: 2_000)
    func search(_ before: SearchCursor?) async throws -> Page<Found, SearchCursor> {
      try await store.search(.messages, for: "wo", as: company.eve.id, before: before, limit: 5)
    }
    let first = try await search(nil)
    findings.expect(first.items.map(\.text), is: [], "what she may read among the newest")
    let second = try await search(first.next)
    findings.expect(first.next != nil, "there is a next")
    findings.expect(second.items.map(\.text), is: ["word of her own"], "what comes then")
    findings.expect(second.next, is: nil, "what follows")
  }

  private static func followsNames(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.fillSearch()
    var change = ProfileChange()
    (change.displayName, change.bio) = ("Grace", "ships")
    try await store.make(.updateProfile(company.bob.id, change))
    for (words, names) in [("grace", ["bob"]), ("ship", ["bob"]), ("bob", ["bob"])] {
      let found = try await store.find(words, in: .people, as: company.ada).map(\.text)
      findings.expect(found, is: names, "who \(words) finds")
    }
    let noon = StoreCompany.noon
    try await store.make(.leaveHubbub(company.bob.id, provedBy: nil, at: noon))
    try await store.make(.erase(company.bob.id, leftBefore: noon, rows: 1))
    let found = try await store.find("grace", in: .people, as: company.ada)
    findings.expect(found.count, is: 0, "who is found of the erased")
  }
}

extension Store {
  /// The first ten that a search finds.
  fileprivate func find(
    _ words: String, in kind: Searched = .messages, as reader: User
  ) async throws -> [Found] {
    try await search(kind, for: words, as: reader.id, before: nil, limit: 10).items
  }
}

extension Found {
  /// What it says, or who it is.
  fileprivate var text: String {
    switch thing {
    case .message(let message): message.text
    case .post(let post): post.text
    case .person(let person): person.user.username
    }
  }
}
