import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

/// Many users and rooms at once, for a trial or a load.
@Suite struct SeedTests {
  private let store: SQLiteStore

  init() throws { store = try temporaryStore() }

  @discardableResult
  private func seed(
    users: Int, rooms: Int, spread: Bool = false, prefix: String = "u"
  ) throws -> Seeded {
    try store.seed(users: users, rooms: rooms, spread: spread, prefix: prefix, at: .now()) {
      let token = UserID.make()
      return ("\(token)", token.bytes)
    }
  }

  @Test func `each seeded user's token opens a login of theirs`() async throws {
    let seeded = try seed(users: 3, rooms: 0)
    #expect(seeded.logins.map(\.user.username) == ["u0", "u1", "u2", "publisher"])
    for login in seeded.logins {
      let token = try #require(UserID(login.token))
      let session = try await store.session(tokenHash: token.bytes, at: .now())
      #expect(session?.user == login.user)
      let account = try await store.account(named: login.user.username)
      #expect(account?.passwordHash == nil)
    }
  }

  @Test func `everybody is in every room`() async throws {
    let seeded = try seed(users: 5, rooms: 2)
    for room in seeded.rooms {
      let state = try #require(try await store.wakeConversation(room))
      #expect(state.members == Set(seeded.logins.map(\.user.id)))
      #expect(state.head == 1)
      let seen = try await store.conversation(room, for: seeded.logins[0].user.id)
      #expect(seen?.memberCount == 6)
    }
    let seq = try await store.addMessage("hi", by: seeded.logins[3].user, in: seeded.rooms[1])
    #expect(seq == 2)
  }

  @Test func `spread, each is in one room and the publisher in all`() async throws {
    let seeded = try seed(users: 7, rooms: 3, spread: true)
    for (index, login) in seeded.logins.enumerated() {
      let heard = try await store.hearing(of: login.user.id, posts: []).topics
      let wanted = index == 7 ? seeded.rooms : [seeded.rooms[index % 3]]
      let own: Set<Topic> = [.user(login.user.id), .person(login.user.id), .feed]
      let topics = own.union(wanted.map(Topic.conversation))
      #expect(Set(heard.keys) == topics, "\(login.user.username)")
    }
  }

  @Test func `a name that is taken leaves nothing behind`() async throws {
    try await store.addUser("u2")
    let refusal = #expect(throws: SeedRefused.nameTaken("u2")) { try seed(users: 5, rooms: 1) }
    #expect(refusal?.description == "There is a user called u2 already; nothing was seeded.")
    #expect(try await store.account(named: "u0") == nil)
  }

  @Test(arguments: ["", "U", "a b", "é", String(repeating: "x", count: 30)])
  func `a prefix that makes no usernames is refused`(prefix: String) async throws {
    #expect(throws: SeedRefused.badPrefix(prefix)) { try seed(users: 5, rooms: 1, prefix: prefix) }
  }

  /// Ten thousand must take less than ten seconds in a release build (see
  /// Tests/figures); here a tenth of them may take ten times their share.
  @Test func `a thousand users and two rooms are made in no time`() async throws {
    let clock = ContinuousClock()
    let took = try clock.measure { try seed(users: 1_000, rooms: 2) }
    print("1,000 seeded users with 2 rooms: \(took)")
    #expect(took < .seconds(10))
  }
}
