import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let leaving = [
    StoreCheck("who leaves is seen by nobody", hidesLeavers),
    StoreCheck("who comes back in time has everything again", bringsBack),
    StoreCheck("the last admin stays", keepsLastAdmin),
    StoreCheck("who left for good is erased, piece by piece", erases),
  ]

  private static let noon = StoreCompany.noon

  /// Ada and her friend Bob, with a post of each that the other likes and comments.
  private struct Friends {
    let company: StoreCompany
    let hers: Post
    let his: Post

    var ada: User { company.ada }
    var bob: User { company.bob }

    init(in store: any Store) async throws {
      company = try await StoreCompany.gather(in: store)
      let (ada, bob) = (company.ada, company.bob)
      hers = try await store.addPost("hers", by: ada, audience: .friends, at: noon)
      his = try await store.addPost("his", by: bob, at: noon)
      for change in [
        Change.befriend(ada, bob.id, at: noon), .befriend(bob, ada.id, at: noon),
        .befriend(company.eve, ada.id, at: noon), .like(his.id, by: ada.id, at: noon),
        .like(hers.id, by: bob.id, at: noon), Self.comment("mine", on: his.id, by: ada),
        Self.comment("yours", on: hers.id, by: bob),
        company.message("for the record", by: ada, key: "1"),
      ] { try await store.make(change) }
    }

    private static func comment(_ text: String, on post: PostID, by author: User) -> Change {
      .comment(
        NewComment(
          id: .make(), post: post, author: author, key: "c", text: text, createdAt: noon))
    }

    /// What Bob sees of Ada, a word each.
    func traces() async throws -> [String] {
      let store = company.store
      var traces: [String] = []
      if try await store.profile(named: "ada", for: bob.id) != nil { traces.append("profile") }
      if try await store.post(hers.id, for: bob.id) != nil { traces.append("post") }
      if try await !store.posts(.of(ada.id), for: bob.id, before: nil, limit: 9).items.isEmpty {
        traces.append("posts")
      }
      let lists: [(String, PeopleList)] = [
        ("search", .named("ada")), ("friend", .friends), ("liker", .likers(his.id)),
      ]
      for (name, list) in lists {
        let people = try await store.people(list, for: bob.id, before: nil, limit: 9).items
        if people.contains(where: { $0.user.id == ada.id }) { traces.append(name) }
      }
      let comments = try await store.comments(of: his.id, before: nil, limit: 9, for: bob.id).items
      if !comments.isEmpty { traces.append("comment") }
      let bell = try await store.notifications(of: bob.id, before: nil, limit: 9)
      if !bell.items.isEmpty || bell.unread > 0 { traces.append("bell") }
      if try await store.hearing(of: bob.id, posts: []).friends[ada.id] != nil {
        traces.append("presence")
      }
      return traces
    }

    static let all = [
      "profile", "post", "posts", "search", "friend", "liker", "comment", "bell", "presence",
    ]
  }

  private static func login(of user: User, at time: Timestamp) -> NewSession {
    NewSession(
      id: .make(), user: user.id, tokenHash: [UInt8](repeating: 7, count: 32), userAgent: "check",
      createdAt: time, expiresAt: time + .seconds(60))
  }

  private static func hidesLeavers(_ store: any Store, _ findings: inout Findings) async throws {
    let friends = try await Friends(in: store)
    let (ada, bob) = (friends.ada, friends.bob)
    let login = login(of: ada, at: noon)
    try await store.make(.openSession(login))
    findings.expect(try await friends.traces(), is: Friends.all, "what is seen before")
    let leaving = Change.leaveHubbub(ada.id, provedBy: nil, at: noon)
    let outcomes = try await store.commit([
      .leaveHubbub(ada.id, provedBy: "another hash", at: noon), leaving, leaving,
      .leaveHubbub(.make(), provedBy: nil, at: noon),
    ])
    findings.expect(outcomes[0], refusedAs: .invalidCredentials, "leaving by a wrong password")
    findings.expect(outcomes[1], is: .done(.ended([login.id]), []), "leaving")
    findings.expect(outcomes[2], refusedAs: .forbidden, "leaving twice")
    findings.expect(outcomes[3], refusedAs: .notFound, "nobody leaving")
    findings.expect(try await friends.traces(), is: [], "what is seen afterwards")
    let asks = try await store.people(.outgoing, for: friends.company.eve.id, before: nil, limit: 9)
    findings.expect(asks.items.isEmpty, "nobody has asked her")
    let session = try await store.session(tokenHash: login.tokenHash, at: noon)
    findings.expect(session, is: nil, "her login")
    findings.expect(
      try await friends.company.messages().map(\.author), is: [ada], "who wrote the message")
    for deed in [
      Change.befriend(bob, ada.id, at: noon), .like(friends.hers.id, by: bob.id, at: noon),
    ] {
      findings.expect(try await store.commit(deed), refusedAs: .notFound, "what concerns her")
    }
    for deed in [
      friends.company.message("late", by: ada, key: "2"),
      friends.company.post("late", by: ada, key: "2"),
      .like(friends.his.id, by: ada.id, at: noon), .befriend(ada, friends.company.eve.id, at: noon),
    ] {
      findings.expect(try await store.commit(deed), refusedAs: .forbidden, "what she does late")
    }
    let told = try await store.commit(.setPicture(ada.id, .make())).events
    findings.expect(told, is: [], "what is told of a picture that comes late")
  }

  private static func bringsBack(_ store: any Store, _ findings: inout Findings) async throws {
    let friends = try await Friends(in: store)
    let (ada, end) = (friends.ada, noon + Limits.returnPeriod)
    try await store.make(.setPicture(ada.id, .make()))
    let picture = try await store.picture(of: ada.id, for: ada.id)
    let deleted = try await store.addPost("gone before", by: ada, at: noon)
    try await store.make(.deletePost(deleted.id, by: ada.id))
    try await store.make(.leaveHubbub(ada.id, provedBy: nil, at: noon))
    findings.expect(try await store.account(named: "ada")?.leftAt, is: noon, "when she left")
    findings.expect(
      try await store.picture(of: ada.id, for: ada.id), is: picture, "her picture, kept")
    findings.expect(
      try await store.picture(of: ada.id, for: friends.bob.id), is: nil, "her picture for Bob")
    findings.expect(
      try await store.commit(.openSession(login(of: ada, at: end))), refusedAs: .unauthorized,
      "a login that comes too late")
    findings.expect(try await friends.traces(), is: [], "what a late login brings back")
    try await store.make(.openSession(login(of: ada, at: end + .milliseconds(-1))))
    findings.expect(try await friends.traces(), is: Friends.all, "what a login brings back")
    findings.expect(try await store.account(named: "ada")?.leftAt, is: nil, "when she left")
    findings.expect(
      try await store.post(deleted.id, for: ada.id), is: nil, "the post deleted before")
    findings.expect(try await store.leavers(before: end, limit: 9), is: [], "who is to be erased")
  }

  private static func keepsLastAdmin(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await store.addUser("ada", role: .admin, at: noon)
    let bob = try await store.addUser("bob", at: noon)
    func leaves(_ user: User) -> Change { .leaveHubbub(user.id, provedBy: nil, at: noon) }
    findings.expect(try await store.commit(leaves(ada)), refusedAs: .forbidden, "the only admin")
    try await store.make(.setRole(bob.id, .admin))
    try await store.make(.disable(bob.id))
    findings.expect(
      try await store.commit(leaves(ada)), refusedAs: .forbidden, "one beside a disabled one")
    try await store.make(.enable(bob.id))
    findings.expect(try await store.commit(leaves(ada)), is: .done(.ended([]), []), "one of two")
    findings.expect(
      try await store.commit(leaves(bob)), refusedAs: .forbidden, "one beside one who left")
  }

  private static func erases(_ store: any Store, _ findings: inout Findings) async throws {
    let friends = try await Friends(in: store)
    let (ada, bob, company) = (friends.ada, friends.bob, friends.company)
    let picture = PictureID.make()
    try await store.make(.setPicture(ada.id, picture))
    try await store.make(.setUpFactor(ada.id, sealedSecret: [1]))
    try await store.make(.block(ada, try await store.addUser("mallory", at: noon).id, at: noon))
    let step = Change.erase(ada.id, leftBefore: noon, rows: 1)
    findings.expect(try await store.commit(step), is: .unchanged(.nothing), "one who is here")
    try await store.make(.leaveHubbub(ada.id, provedBy: nil, at: noon))
    findings.expect(
      try await store.commit(.erase(ada.id, leftBefore: noon + .milliseconds(-1), rows: 1)),
      is: .unchanged(.nothing), "one who may come back")
    findings.expect(try await store.leavers(before: noon, limit: 9), is: [ada.id], "who goes")
    findings.expect(
      try await store.commit(step), is: .done(.erasing(picture), []), "the first step")
    let login = login(of: ada, at: noon)
    findings.expect(
      try await store.commit(.openSession(login)), refusedAs: .unauthorized, "a login afterwards")
    var events: [Event] = []
    while case .done(.erasing(nil), let told) = try await store.commit(step) { events += told }
    let likes = LikeCount(count: 0, version: 2)
    findings.expect(
      events.contains(
        Event(topic: .post(friends.his.id), seq: nil, body: .likes(friends.his.id, likes))),
      "the likes are told, one fewer")
    findings.expect(
      events.contains { $0.topic == .person(ada.id) && $0.body == .parted(bob.id) },
      "Bob's end of her topic is told")
    findings.expect(try await store.leavers(before: noon, limit: 9), is: [], "who is left to go")
    findings.expect(
      try await store.commit(step), is: .unchanged(.nothing), "one who is erased already")
    let his = try await store.post(friends.his.id, for: bob.id)
    findings.expect(his?.likes.count, is: 0, "his likes")
    findings.expect(his?.comments, is: 0, "his comments")
    findings.expect(try await friends.traces(), is: [], "what is seen of her")
    let room = try await store.messages(of: company.room, .latest, limit: 9, for: bob.id).items
    findings.expect(room.map(\.author), is: [.erased(ada.id)], "who wrote the message")
    findings.expect(room.map(\.text), is: ["for the record"], "the message")
    findings.expect(try await company.members(), is: [bob.id], "who is in the room")
    let nobody = try await store.ownProfile(of: ada.id)
    findings.expect(nobody?.user, is: .erased(ada.id), "what is left of her")
    findings.expect(try await store.factor(of: ada.id), is: nil, "her second factor")
    let again = NewUser(
      user: User(id: .make(), username: "ada", displayName: "Ada"), passwordHash: nil,
      role: .member, createdAt: noon)
    findings.expect(
      try await store.commit(.signUp(again, nil)), refusedAs: .usernameTaken, "her name")
  }
}
