import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let rooms = [
    StoreCheck("opening a room tells the room and its owner", opensRoom),
    StoreCheck("joining and leaving are told and counted once", joinsOnce),
    StoreCheck("two who are apart have nothing to come back into", staysClosed),
    StoreCheck("an actor wakes to what is true", wakes),
    StoreCheck("a topic is heard by whom it is for", mayHearOnly),
    StoreCheck("a socket hears what is its user's, as far as it goes", hearsTheirs),
  ]

  private static func opensRoom(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await store.addUser("ada")
    let id = ConversationID.make()
    let outcome = try await store.commit(
      .open(
        NewConversation(
          id: id, kind: .room, title: "The hall", owner: ada, createdAt: StoreCompany.noon)))
    let wanted = Conversation(
      id: id, kind: .room, title: "The hall", memberCount: 1,
      members: [Member(user: ada, role: .owner)], lastSeq: 1, messages: 0,
      mark: ReadMark(seq: 0, number: 0), role: .owner, lastMessage: nil)
    let told = [
      Event(topic: .conversation(id), seq: 1, body: .conversation(wanted.toldToAll)),
      Event(topic: .user(ada.id), seq: 1, body: .conversation(wanted)),
    ]
    findings.expect(outcome, is: .done(.conversation(wanted), told), "the outcome")
    findings.expect(
      try await store.conversation(id, for: ada.id), is: wanted, "the room as its owner sees it")
  }

  private static func staysClosed(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob, now) = (company.ada, company.bob, StoreCompany.noon)
    let id = ConversationID.make()
    let open = Change.direct(NewDirect(id: id, opener: ada, other: bob.id, createdAt: now))
    guard case .conversation(let seen) = try await store.make(open) else {
      return findings.note("the conversation of two is not there")
    }
    let join = Change.join(id, ada, at: now)
    findings.expect(
      try await store.commit(join), is: .unchanged(.conversation(seen)), "joining what one is in")
    try await store.make(.block(bob, ada.id, at: now))
    for user in [ada, bob] {
      let outcome = try await store.commit(.join(id, user, at: now))
      findings.expect(outcome, is: .refused(.noSuchConversation), "joining after a block")
    }
  }

  private static func joinsOnce(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (room, eve) = (company.room, company.eve)
    let member = Member(user: eve, role: .member)
    let join = Change.join(room, eve, at: StoreCompany.noon)
    let joined = try await store.commit([join, join])
    guard let seen = try await store.conversation(room, for: eve.id) else {
      return findings.note("who has joined does not see the room")
    }
    findings.expect(
      joined[0].events,
      is: [
        Event(topic: .conversation(room), seq: 3, body: .member(member, .joined)),
        Event(topic: .user(eve.id), seq: 1, body: .conversation(seen)),
      ], "what joining tells")
    findings.expect(joined[1], is: .unchanged(.conversation(seen)), "joining again")
    findings.expect(seen.memberCount, is: 3, "how many members there are")
    findings.expect(
      seen.members.map(\.user.username).sorted(), is: ["ada", "bob", "eve"], "the members")
    let left = try await store.commit([.leave(room, eve), .leave(room, eve)])
    let told = Event(topic: .conversation(room), seq: 4, body: .member(member, .left))
    findings.expect(left[0], is: .done(.nothing, [told]), "leaving")
    findings.expect(left[1], refusedAs: .notMember, "leaving again")
    let after = try await store.conversation(room, for: eve.id)
    findings.expect(after?.memberCount, is: 2, "how many members are left")
    let nowhere = try await store.commit([
      .join(.make(), eve, at: StoreCompany.noon), .leave(.make(), eve),
    ])
    for outcome in nowhere { findings.expect(outcome, refusedAs: .notFound, "a room that is not") }
  }

  private static func wakes(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.addMessage("hi", by: company.ada, in: company.room)
    let state = ConversationState(
      kind: .room, members: [company.ada.id, company.bob.id], head: 3)
    findings.expect(try await store.wakeConversation(company.room), is: state, "the room")
    findings.expect(try await store.wakeConversation(.make()), is: nil, "a room that is not")
    findings.expect(try await store.wakePost(.make()), is: nil, "a post that is not")
  }

  private static func mayHearOnly(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, eve) = (company.ada.id, company.eve.id)
    let shown = try await store.addPost("t", by: company.ada).id
    let hidden = try await store.addPost("t", by: company.ada, audience: .me).id
    let table: [(Topic, ada: Bool, eve: Bool, hub: Bool)] = [
      (.user(ada), true, false, false), (.person(ada), true, false, false),
      (.feed, true, true, true), (.conversation(company.room), true, false, true),
      (.conversation(.make()), false, false, false), (.post(shown), true, true, true),
      (.post(hidden), true, false, true), (.post(.make()), false, false, false),
    ]
    for row in table {
      let hears = [
        try await store.mayHear(row.0, ada), try await store.mayHear(row.0, eve),
        try await store.mayHear(row.0, .hub),
      ]
      findings.expect(hears, is: [row.ada, row.eve, row.hub], "who hears \(row.0)")
    }
  }
  private static func hearsTheirs(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, eve) = (company.ada.id, company.eve.id)
    let shown = try await store.addPost("t", by: company.ada).id
    let hidden = try await store.addPost("t", by: company.ada, audience: .me).id
    try await store.addMessage("hi", by: company.ada, in: company.room)
    for (user, posts, rooms) in [
      (ada, [shown, hidden], [company.room]), (eve, [shown], []),
    ] {
      let topics: [Topic] =
        [.user(user), .person(user), .feed] + rooms.map(Topic.conversation)
        + posts.map(Topic.post)
      findings.expect(
        try await store.hearing(of: user, posts: [shown, hidden, .make()]).topics,
        is: try await store.heads(topics), "what is heard by \(user)")
    }
    try await store.make(.leave(company.room, company.ada))
    let heard = try await store.hearing(of: ada, posts: [])
    findings.expect(
      Set(heard.topics.keys), is: [.user(ada), .person(ada), .feed], "what is heard after leaving")
  }
}
