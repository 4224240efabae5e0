import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct FriendsTests {
  /// Hours may pass without a sign of life.
  private static func patient(_ configuration: inout HubConfiguration) {
    configuration.heartbeat = .seconds(86_400)
  }

  private func share(
    _ text: String, by author: User, for audience: Audience = .friends, in place: HubFixture
  ) async throws -> PostID {
    let id = PostID.make()
    try await place.write(
      .post(
        NewPost(
          id: id, author: author, key: "\(id)", text: text, audience: audience,
          createdAt: place.clock.wallTime())))
    return id
  }

  @Test func `both sides see a request, its answer and its end as it happens`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let ada = try await place.listen(users[0])
      let bob = try await place.listen(users[1], loop: 1)
      try await place.befriend(users[0], users[1])
      try await ada.hear("friend", 2)
      try await bob.hear("friend", 2)
      try await place.write(.unfriend(users[1], users[0].id))
      #expect(
        try await ada.hear("friend", 3).map(\.data.relation) == ["requested", "friends", "none"])
      #expect(
        try await bob.hear("friend", 3).map(\.data.relation) == ["incoming", "friends", "none"])
      #expect(
        try await bob.hear("notification").map(\.data.notification.kind) == ["friend_request"])
      #expect(
        try await ada.hear("notification").map(\.data.notification.kind) == ["friend_accepted"])
    }
  }

  @Test func `a friend's topic begins with the friendship and ends with it`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let topic = JSON.string("person:\(users[0].id)")
      let bob = try await place.listen(users[1], loop: 1)
      _ = try await share("before", by: users[0], in: place)
      try await place.befriend(users[0], users[1])
      #expect(try await bob.hear("joined")[0] == ["event": "joined", "topic": topic, "seq": 1])
      _ = try await share("between", by: users[0], in: place)
      #expect(try await bob.hear("post")[0].data.post.text == "between")
      try await place.write(.unfriend(users[0], users[1].id))
      _ = try await share("after", by: users[0], in: place)
      #expect(try await bob.hear("left")[0] == ["event": "left", "topic": topic])
      await place.settle()
      #expect(try await bob.events("post").count == 1)
      let places = try bob.heard().filter { $0.topic == topic }.map(\.event)
      #expect(places.last == "left")
    }
  }

  @Test func `who starts hears each friend, and how they are`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      try await place.befriend(users[0], users[1])
      try await place.befriend(users[0], users[2])
      _ = try await place.listen(users[1], loop: 1)
      let ada = try await place.listen(users[0])
      try await ada.hear { $0.data.user == "\(users[1].id)" && $0.data.state == "online" }
      try await ada.hear { $0.data.user == "\(users[2].id)" && $0.data.state == "offline" }
      let answer = try ada.heard().first { $0.ok.heads != .null }
      #expect(answer?.ok.heads.members.keys.contains("person:\(users[2].id)") == true)
    }
  }

  @Test func `only friends hear that somebody comes, goes idle and goes`() async throws {
    try await withHub(Self.patient) { place in
      let users = try await place.store.addUsers(3)
      try await place.befriend(users[0], users[1])
      let bob = try await place.listen(users[1])
      let eve = try await place.listen(users[2])
      let ada = try await place.listen(users[0], loop: 1)
      try await bob.hear { $0.data.state == "online" && $0.data.user == "\(users[0].id)" }
      place.clock.advance(by: .seconds(1_200))
      try await bob.hear { $0.data.state == "idle" && $0.data.user == "\(users[0].id)" }
      try await ada.disconnect()
      await place.untilDone(by: users[0])
      place.clock.advance(by: .seconds(20))
      try await bob.hear { $0.data.state == "offline" && $0.data.user == "\(users[0].id)" }
      let overheard = try await eve.events("presence").map(\.data.user)
      #expect(Set(overheard) == ["\(users[2].id)"])
    }
  }

  @Test func `after the machine slept it is told within a moment who went idle`() async throws {
    try await withHub(Self.patient) { place in
      let users = try await place.store.addUsers(2)
      try await place.befriend(users[0], users[1])
      let bob = try await place.listen(users[1])
      _ = try await place.listen(users[0], loop: 1)
      try await bob.hear { $0.data.state == "online" && $0.data.user == "\(users[0].id)" }
      place.clock.doze(for: .seconds(1_300))
      place.clock.advance(by: Limits.socketBeat)
      try await bob.hear { $0.data.state == "idle" && $0.data.user == "\(users[0].id)" }
    }
  }

  /// What Bob is told of Ada, who was there and then does as `goes` says.
  private func toldOfAda(
    _ goes: @Sendable (HubFixture, FakeSocket) async throws -> Void
  ) async throws -> [JSON] {
    let log = Watched<[JSON]>([])
    try await withHub(Self.patient) { place in
      let users = try await place.addSameUsers(2)
      try await place.befriend(users[0], users[1])
      let bob = try await place.listen(users[1])
      let ada = try await place.listen(users[0], loop: 1)
      try await bob.hear { $0.data.state == "online" && $0.data.user == "\(users[0].id)" }
      place.clock.advance(by: .seconds(100))
      try await goes(place, ada)
      await place.untilDone(by: users[0])
      place.clock.advance(by: .seconds(20))
      try await bob.hear { $0.data.state == "offline" && $0.data.user == "\(users[0].id)" }
      // The row has it before it is the only one who knows.
      await place.untilDone(by: users[0])
      try await place.write(.endSession(.make()))
      place.clock.advance(by: .seconds(2_000))
      // Who starts anew is told the same.
      let again = try await place.listen(users[1])
      try await again.hear { $0.data.user == "\(users[0].id)" }
      let frames = try bob.heard() + again.heard()
      log.change { $0 = frames.filter { $0.topic == "person:\(users[0].id)" } }
    }
    return log.value
  }

  @Test func `an invisible friend's frames are those of one who went, byte for byte`()
    async throws
  {
    let offline = try await toldOfAda { _, ada in try await ada.disconnect() }
    let invisible = try await toldOfAda { place, ada in
      var change = ProfileChange()
      change.isInvisible = true
      try await place.write(.updateProfile(ada.user.id, change))
      for _ in 0..<5 {
        try await ada.ask("active")
        _ = try await place.listen(ada.user, loop: 1)
      }
    }
    #expect(offline == invisible)
    #expect(offline.count >= 3)
  }

  @Test func `who blocks and who is blocked hear nothing of each other's public posts`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let bob = try await place.listen(users[1])
      let eve = try await place.listen(users[2], loop: 1)
      try await place.write(.block(users[0], users[1].id, at: place.clock.wallTime()))
      _ = try await share("not for bob", by: users[0], for: .public, in: place)
      _ = try await share("not for ada", by: users[1], for: .public, in: place)
      #expect(
        try await eve.hear("post", 2).map(\.data.post.text) == ["not for bob", "not for ada"])
      #expect(try await bob.hear("post").map(\.data.post.text) == ["not for ada"])
      #expect(
        try await bob.hear { $0.event == "skip" && $0.topic == "feed" }.map(\.seq) == [1])
      // Nothing tells who is blocked by whom.
      #expect(try await bob.events("friend") == [])
    }
  }

  @Test func `what one may see no more one hears no more`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      try await place.befriend(users[0], users[1])
      let post = try await share("for friends", by: users[0], in: place)
      let bob = try await place.listen(users[1], loop: 1)
      let topic = JSON.string("post:\(post)")
      try await bob.ask("subscribe", ["topics": [topic]])
      try await place.write(.unfriend(users[0], users[1].id))
      try await bob.hear { $0.event == "left" && $0.topic == topic }
      let text = NewComment(
        id: .make(), post: post, author: users[0], key: "k", text: "secret",
        createdAt: place.clock.wallTime())
      try await place.write(.comment(text))
      await place.settle()
      #expect(try await bob.events("comment") == [])
    }
  }

  @Test func `a post whose audience narrows is gone where it was and new where it is`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      try await place.befriend(users[0], users[1])
      let bob = try await place.listen(users[1])
      let eve = try await place.listen(users[2], loop: 1)
      let post = try await share("all", by: users[0], for: .public, in: place)
      for socket in [bob, eve] {
        try await socket.ask("subscribe", ["topics": [.string("post:\(post)")]])
      }
      try await place.write(
        .editPost(
          post, by: users[0].id, PostEdit(text: nil, audience: .friends),
          at: place.clock.wallTime()))
      try await eve.hear { $0.event == "left" && $0.topic == "post:\(post)" }
      #expect(try await bob.hear("post", 2).map(\.topic) == ["feed", "person:\(users[0].id)"])
      #expect(try await bob.hear("post_deleted").map(\.topic) == ["feed"])
      #expect(try await eve.events("post").count == 1)
      #expect(try await bob.events("left") == [])
    }
  }

  @Test func `a new name is in what is written next, on every open socket`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let ada = try await place.listen(users[0])
      let bob = try await place.listen(users[1], loop: 1)
      var change = ProfileChange()
      change.displayName = "Ada the Great"
      try await place.write(.updateProfile(users[0].id, change))
      try await ada.hear("profile")
      try await ada.ask(
        "send", ["conversation": .string("\(room)"), "key": "k", "text": "hello"])
      #expect(
        try await bob.hear("message").map(\.data.message.author.displayName) == ["Ada the Great"])
      #expect(
        try await bob.hear("profile").map(\.data.user.displayName) == ["Ada the Great"])
    }
  }

  @Test func `a comment is told to who looks at the post, and rings its author's bell`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let post = try await share("all", by: users[0], for: .public, in: place)
      let ada = try await place.listen(users[0])
      let bob = try await place.listen(users[1], loop: 1)
      try await bob.ask("subscribe", ["topics": [.string("post:\(post)")]])
      let comment = NewComment(
        id: .make(), post: post, author: users[2], key: "k", text: "hi @\(users[1].username)",
        createdAt: place.clock.wallTime())
      try await place.write(.comment(comment))
      #expect(try await bob.hear("comment")[0].data.comment.text == .string(comment.text))
      #expect(try await ada.hear("notification")[0].data.notification.kind == "comment")
      #expect(try await bob.hear("notification")[0].data.notification.kind == "mention")
      try await place.write(.deleteComment(comment.id, of: post, by: users[0].id))
      #expect(try await bob.hear("comment_deleted")[0].data.comment.id == "\(comment.id)")
      let late = try await place.listen(users[1], since: [.post(post): 0])
      let events = try await late.hear(2) { $0.topic == "post:\(post)" && $0.seq != .null }
      #expect(events.map(\.event) == ["skip", "comment_deleted"])
    }
  }
}
