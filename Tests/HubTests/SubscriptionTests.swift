import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct SubscriptionTests {
  private func topics(_ posts: some Sequence<PostID>) -> [String: JSON] {
    ["topics": .array(posts.map { .string("post:\($0)") })]
  }

  /// Posts of one author, written at once.
  private func posts(_ count: Int, in place: HubFixture) async throws -> [PostID] {
    let author = try await place.store.addUser("author")
    let ids = (0..<count).map { _ in PostID.make() }
    _ = try await place.store.commit(
      ids.map { id in
        .post(
          NewPost(
            id: id, author: author, key: "\(id)", text: "hi", audience: .public,
            createdAt: .now()))
      })
    return ids
  }

  @Test func `100 posts may be listened to and the 101st is refused`() async throws {
    try await withHub { place in
      let ids = try await posts(101, in: place)
      let socket = try await place.listen(try await place.store.addUser("ada"))
      #expect(try await socket.ask("subscribe", topics(ids.prefix(99))).code == nil)
      #expect(try await socket.ask("subscribe", topics(ids.suffix(2))).code == "too_large")
      let last = try await socket.ask("subscribe", topics(ids.prefix(100)))
      #expect(last.ok.topics.members.count == 100)
      #expect(try await socket.ask("subscribe", topics(ids.suffix(1))).code == "too_large")
      #expect(try await socket.ask("unsubscribe", topics(ids.prefix(1))).ok.topics == [:])
      let again = try await socket.ask("subscribe", topics(ids.suffix(1)))
      #expect(again.ok.topics.members.count == 1)
    }
  }

  @Test func `posts in since are listened to and count`() async throws {
    try await withHub { place in
      let ids = try await posts(101, in: place)
      let ada = try await place.store.addUser("ada")
      let socket = try await place.connect(ada)
      let all = Dictionary(uniqueKeysWithValues: ids.map { (Topic.post($0), Int64(0)) })
      #expect(try await socket.start(since: all).code == "too_large")
      let most = all.filter { $0.key != .post(ids[100]) }
      #expect(try await socket.start(since: most).ok.heads.members.count == 103)
      #expect(try await socket.ask("subscribe", topics(ids.suffix(1))).code == "too_large")
      try await place.write(.like(ids[0], by: ada.id, at: .now()))
      try await socket.hear { $0.event == "likes" && $0.data.version == 1 }
    }
  }

  @Test func `how likes stand comes with the answer, for posts that may be seen`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let seen = try await place.store.addPost("all", by: users[0])
      let hidden = try await place.store.addPost("me", by: users[0], audience: .me)
      try await place.store.make(.like(seen.id, by: users[1].id, at: .now()))
      let socket = try await place.listen(users[1])
      let answer = try await socket.ask("subscribe", topics([seen.id, hidden.id, .make()]))
      #expect(
        answer.ok.topics == [
          "post:\(seen.id)": [
            "seq": 0, "likes": ["count": 1, "version": 1, "mine": true], "comments": 0,
          ]
        ])
      #expect(place.counted("topics") == 4)
    }
  }

  @Test func `nothing is told of a post before the answer, and nothing is lost meanwhile`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let post = try await place.store.addPost("hi", by: users[0])
      let socket = try await place.listen(users[1])
      place.store.shut(.post)
      let refs = try await socket.say([("subscribe", topics([post.id]))])
      try await place.store.untilWaiting(at: .post)
      try await place.write(.like(post.id, by: users[2].id, at: .now()))
      try await place.clock.untilDue(after: Limits.likesTick)
      #expect(try await socket.events("likes") == [])
      place.store.open(.post)
      let answer = try await socket.answer(to: refs[0])
      #expect(answer.ok.topics["post:\(post.id)"].likes.version == 1)
      try await place.write(.unlike(post.id, by: users[2].id))
      place.clock.advance(by: Limits.likesTick)
      let likes = try await socket.hear("likes")
      #expect(likes.map(\.data.version) == [2])
    }
  }

  @Test func `who no longer listens is told nothing, and a second subscription is one`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let post = try await place.store.addPost("hi", by: users[0])
      let (socket, other) = (
        try await place.listen(users[0]), try await place.listen(users[1])
      )
      for _ in 0..<2 { try await socket.ask("subscribe", topics([post.id])) }
      try await other.ask("subscribe", topics([post.id]))
      try await place.write(.like(post.id, by: users[1].id, at: .now()))
      try await socket.hear("likes")
      #expect(try await socket.events("likes").count == 1)
      try await socket.ask("unsubscribe", topics([post.id]))
      place.clock.advance(by: Limits.likesTick)
      try await place.write(.unlike(post.id, by: users[1].id))
      try await other.hear("likes", 2)
      #expect(try await socket.events("likes").count == 1)
    }
  }

  @Test func `a subscription never tells fewer likes than an answer before it`() async throws {
    try await withHub { place in
      let socket = try await place.listen(try await place.store.addUser("ada"))
      for post in try await posts(150, in: place) {
        let like = ("like", ["post": JSON.string("\(post)")])
        let subscribe = ("subscribe", topics([post]))
        let refs = try await socket.say([like, ("unlike", like.1), subscribe])
        for ref in refs { _ = try await socket.answer(to: ref) }
        let answers = try socket.heard().filter { answer in
          refs.contains { answer.ref == .integer($0) }
        }
        let versions = answers.prefix { $0.ref != .integer(refs[2]) }.map(\.ok.likes.version)
        let state = try #require(answers.first { $0.ref == .integer(refs[2]) })
          .ok.topics["post:\(post)"].likes.version.integer
        for version in versions { #expect((state ?? -1) >= (version.integer ?? 0)) }
        try await socket.ask("unsubscribe", topics([post]))
      }
    }
  }

  @Test func `the 257th subscription in flight is told busy`() async throws {
    try await withHub { place in
      let ids = try await posts(1, in: place)
      let socket = try await place.listen(try await place.store.addUser("ada"))
      place.store.shut(.post)
      let refs = try await socket.say(
        Array(repeating: ("subscribe", topics(ids)), count: 257))
      #expect(try await socket.answer(to: refs[256]).code == "busy")
      place.store.open(.post)
      for ref in refs.dropLast() { #expect(try await socket.answer(to: ref).code == nil) }
      #expect(try await socket.ask("subscribe", topics(ids)).code == nil)
    }
  }

  @Test func `a subscription that the store fails is refused and may be tried again`()
    async throws
  {
    try await withHub { place in
      let ids = try await posts(2, in: place)
      let socket = try await place.listen(try await place.store.addUser("ada"))
      for door in [GatedStore.Door.heads, .post] {
        place.store.fail(door, times: 1)
        #expect(try await socket.ask("subscribe", topics(ids)).code == "unavailable")
        #expect(place.counted("topics") == 3)
      }
      let answer = try await socket.ask("subscribe", topics(ids))
      #expect(answer.ok.topics.members.count == 2)
    }
  }
}
