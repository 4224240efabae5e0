import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct LikesTests {
  /// Listens to a post.
  private func watch(
    _ post: PostID, _ user: User, in place: HubFixture, loop: Int = 0
  ) async throws -> FakeSocket {
    let socket = try await place.listen(user, loop: loop)
    try await socket.ask("subscribe", ["topics": ["post:\(post)"]])
    return socket
  }

  private func versions(_ likes: [JSON]) -> [Int64] { likes.compactMap(\.data.version.integer) }

  @Test func `a like is told at once, then at most once per tick and the last always`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(41)
      let post = try await place.store.addPost("hi", by: users[0]).id
      let sockets = [
        try await watch(post, users[0], in: place),
        try await watch(post, users[0], in: place, loop: 1),
      ]
      try await place.write(.like(post, by: users[0].id, at: .now()))
      for socket in sockets { try await socket.hear("likes") }
      try await place.clock.untilDue(after: Limits.likesTick)
      for user in users.dropFirst() { try await place.write(.like(post, by: user.id, at: .now())) }
      place.clock.advance(by: Limits.likesTick - .milliseconds(1))
      for socket in sockets { #expect(versions(try await socket.events("likes")) == [1]) }
      place.clock.advance(by: .milliseconds(1))
      for socket in sockets {
        #expect(versions(try await socket.hear("likes", 2)) == [1, 41])
        #expect(try await socket.hear("likes", 2)[1].data.count == 41)
      }
    }
  }

  @Test func `a storm of likes is told at most ten times a second`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let post = try await place.store.addPost("hi", by: users[0]).id
      let socket = try await watch(post, users[0], in: place)
      for step in 0..<200 {
        let user = users[1].id
        try await place.write(
          step % 2 == 0 ? .like(post, by: user, at: .now()) : .unlike(post, by: user))
        await place.settle()
        place.clock.advance(by: .milliseconds(10))
      }
      let told = try await socket.events("likes").count
      #expect((2...20).contains(told), "in two seconds")
      while versions(try await socket.events("likes")).last != 200 {
        place.clock.advance(by: Limits.likesTick)
      }
      let all = versions(try await socket.events("likes"))
      #expect(all == all.sorted())
    }
  }

  @Test func `on the asker's own socket the answer comes before what it caused`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let post = try await place.store.addPost("hi", by: users[0]).id
      let socket = try await watch(post, users[0], in: place)
      let other = try await place.listen(users[0], loop: 1)
      let answer = try await socket.ask("like", ["post": "\(post)"])
      #expect(answer.ok.likes == ["count": 1, "version": 1, "mine": true])
      try await socket.hear("liked")
      let frames = try socket.heard()
      let answered = try #require(frames.firstIndex { $0.ok.likes != .null })
      let told = try #require(frames.firstIndex { $0.event == "liked" })
      #expect(answered < told)
      #expect(
        try await other.hear("liked").map(\.data)
          == [["post": "\(post)", "mine": true, "version": 1]])
      // What the answer said already is not said again.
      await place.settle()
      #expect(try await socket.events("likes") == [])
      #expect(try await socket.ask("like", ["post": "\(post)"]).ok.likes.version == 1)
    }
  }

  @Test(arguments: 1...4)
  func `versions never go down on a socket, answers included`(_ seed: UInt64) async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(4)
      let post = try await place.store.addPost("hi", by: users[0]).id
      var sockets: [FakeSocket] = []
      for (index, user) in users.enumerated() {
        sockets.append(try await watch(post, user, in: place, loop: index % 2))
      }
      try await withThrowingTaskGroup { group in
        for (index, socket) in sockets.enumerated() {
          let random = SeededGenerator(seed: seed &* 100 &+ UInt64(index))
          group.addTask { try await press(socket, post, random, in: place) }
        }
        try await group.waitForAll()
      }
      let last = try await place.store.post(post, for: users[0].id)?.likes.version ?? 0
      for socket in sockets {
        while try told(socket).last != last {
          place.clock.advance(by: Limits.likesTick)
          try await socket.catchUp()
        }
        let all = try told(socket)
        #expect(all == all.sorted())
      }
    }
  }

  /// Likes and takes it back at random, and takes nothing now and then.
  private func press(
    _ socket: FakeSocket, _ post: PostID, _ random: SeededGenerator, in place: HubFixture
  ) async throws {
    var random = random
    for _ in 0..<60 {
      let op = random.once(in: 2) ? "like" : "unlike"
      if random.once(in: 4) { socket.backUp() }
      let refs = try await socket.say(
        Array(repeating: (op, ["post": "\(post)"]), count: random.number(1...3)))
      if random.once(in: 2) { place.clock.advance(by: .milliseconds(60)) }
      try await socket.drain()
      _ = try await socket.answer(to: refs[0])
    }
  }

  /// Every version that a socket was told, in order.
  private func told(_ socket: FakeSocket) throws -> [Int64] {
    try socket.heard().compactMap { frame in
      (frame.event == "likes" ? frame.data.version : frame.ok.likes.version).integer
    }
  }

  @Test func `the last count is told although the post's actor was let go`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let post = try await place.store.addPost("hi", by: users[0]).id
      let socket = try await watch(post, users[0], in: place)
      try await place.write(.like(post, by: users[0].id, at: .now()))
      try await place.clock.untilDue(after: Limits.likesTick)
      try await place.write(.like(post, by: users[1].id, at: .now()))
      place.store.fail(.commit, times: 1)
      #expect(await place.hub.commit(.like(post, by: users[2].id, at: .now())) == .failed)
      #expect(place.counted("postsAwake") == 0)
      place.clock.advance(by: Limits.likesTick)
      #expect(versions(try await socket.hear("likes", 2)) == [1, 2])
    }
  }

  @Test func `likes that come late are not told after newer ones`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let post = try await place.store.addPost("hi", by: users[0]).id
      let socket = try await watch(post, users[0], in: place)
      // As an actor that was let go and the one that took its place may say it.
      for version in [2, 1, 3] as [Int64] {
        let likes = Event.Body.likes(post, LikeCount(count: 1, version: version))
        let delivery = Delivery(Event(topic: .post(post), seq: nil, body: likes))
        for shard in place.hub.shards { shard.post(.deliver(delivery)) }
        await place.settle()
      }
      #expect(versions(try await socket.events("likes")) == [2, 3])
    }
  }

  @Test func `who starts with a post is told how its likes stand`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let post = try await place.store.addPost("hi", by: users[0]).id
      try await place.store.make(.like(post, by: users[0].id, at: .now()))
      let socket = try await place.listen(users[1], since: [.post(post): 0])
      #expect(versions(try await socket.hear("likes")) == [1])
    }
  }

  @Test func `likes of a post that nobody looks at wake nobody`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let post = try await place.store.addPost("hi", by: users[0]).id
      try await place.write(.like(post, by: users[0].id, at: .now()))
      #expect(place.counted("postsAwake") == 0)
    }
  }
}
