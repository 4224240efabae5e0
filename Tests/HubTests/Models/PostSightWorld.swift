import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// People who share posts at a hub, and like and comment those of others.
final class PostSightWorld: SocialWorld {
  private let place: HubFixture
  private let cast: Cast
  private let bug: PlantedSocialBug?
  private var listeners: [Listener] = []
  private var told: Told
  /// The ids of the posts, by number, and the numbers by id.
  private var posts: [PostID] = []
  private var numbers: [String: Int] = [:]
  private var versions: [Int] = []
  private var comments = 0

  let beginning: PostSightModel

  init(
    at place: HubFixture, seed: UInt64, _ random: inout SeededGenerator, _ bug: PlantedSocialBug?
  ) async throws {
    self.place = place
    self.bug = bug
    let people = random.number(2...4)
    cast = try await Cast.gather(people, at: place, seed: seed)
    told = Told(listeners: people)
    beginning = PostSightModel(people: people)
    for user in cast.users {
      listeners.append(Listener(try await place.listen(user, loop: listeners.count % 2)))
    }
  }

  // MARK: - Choosing

  func choose(
    after model: PostSightModel, _ random: inout SeededGenerator
  ) -> PostSightModel.Step {
    let person = random.number(0...model.people - 1)
    let reach = random.pick(PostSightModel.Reach.allCases)
    let kind = random.number(0...19)
    if kind < 7 { return .people(choosePeople(model, &random)) }
    guard kind > 9, !model.posts.isEmpty else { return .write(person, reach) }
    let post = random.number(0...model.posts.count - 1)
    // Most changes are the author's own.
    let author = random.once(in: 6) ? person : model.posts[post].author
    return switch kind {
    case 10: .reword(author, post: post)
    case 11...12: .readdress(author, post: post, reach)
    case 13: random.once(in: 2) ? .delete(author, post: post) : .unwatch(person, post: post)
    case 14...15: .like(person, post: post)
    case 16: .unlike(person, post: post)
    case 17: .comment(person, post: post)
    default: .watch(person, post: post)
    }
  }

  /// Half of the time friendships begin, so that there are some.
  private func choosePeople(
    _ model: PostSightModel, _ random: inout SeededGenerator
  ) -> FriendshipModel.Step {
    let step = FriendshipWorld.choose(among: model.people, &random)
    if case .ask(let one, let other) = step { return .askEachOther(one, other) }
    return step
  }

  // MARK: - Doing

  func take(_ step: PostSightModel.Step) async throws -> String {
    switch step {
    case .people(let step):
      try await FriendshipWorld.take(step, of: cast.users, at: place, nil)
    case .write(let person, let reach): try await write(by: person, reach)
    case .reword(let person, let post): try await edit(post, by: person, nil)
    case .readdress(let person, let post, let reach):
      try await edit(post, by: person, audience(reach))
    case .delete(let person, let post): try await delete(post, by: person)
    case .like(let person, let post): try await like("like", post, by: person)
    case .unlike(let person, let post): try await like("unlike", post, by: person)
    case .comment(let person, let post): try await comment(post, by: person)
    case .watch(let person, let post): try await watch(post, by: person)
    case .unwatch(let person, let post):
      try await listeners[person].socket.ask("unsubscribe", topic(post)).code ?? "ok"
    }
  }

  private func audience(_ reach: PostSightModel.Reach) -> Audience {
    switch reach {
    case .everybody: .public
    case .friends: bug == .friendsPostForAll ? .public : .friends
    case .me: .me
    }
  }

  private func topic(_ post: Int) -> [String: JSON] {
    ["topics": [.string("post:\(posts[post])")]]
  }

  private func write(by person: Int, _ reach: PostSightModel.Reach) async throws -> String {
    let id = PostID.make(at: place.clock.wallTime())
    posts.append(id)
    numbers["\(id)"] = posts.count - 1
    versions.append(0)
    let text = PostSightModel.text(posts.count - 1, version: 0)
    return try await place.answer(
      to: .post(
        NewPost(
          id: id, author: cast.users[person], key: "\(id)", text: text, audience: audience(reach),
          createdAt: place.clock.wallTime())))
  }

  private func edit(_ post: Int, by person: Int, _ audience: Audience?) async throws -> String {
    let text = PostSightModel.text(post, version: versions[post] + 1)
    let answer = try await place.answer(
      to: .editPost(
        posts[post], by: cast.users[person].id, PostEdit(text: text, audience: audience),
        at: place.clock.wallTime()))
    if answer == "ok" { versions[post] += 1 }
    return answer
  }

  private func delete(_ post: Int, by person: Int) async throws -> String {
    try await place.answer(to: .deletePost(posts[post], by: cast.users[person].id))
  }

  private func like(_ op: String, _ post: Int, by person: Int) async throws -> String {
    let question: [String: JSON] = ["post": .string("\(posts[post])")]
    var answer = try await listeners[person].socket.ask(op, question)
    if bug == .hiddenLikeCounts, answer.code == "not_found" {
      // Somebody who may does it for them.
      for other in listeners where answer.code == "not_found" {
        answer = try await other.socket.ask(op, question)
      }
    }
    if let code = answer.code { return code }
    let likes = answer.ok.likes
    return "\(likes["count"].integer ?? -1) likes, mine \(likes.mine.boolean ?? false)"
  }

  private func comment(_ post: Int, by person: Int) async throws -> String {
    comments += 1
    let id = CommentID.make(at: place.clock.wallTime())
    return try await place.answer(
      to: .comment(
        NewComment(
          id: id, post: posts[post], author: cast.users[person], key: "\(id)",
          text: "comment \(comments)", createdAt: place.clock.wallTime())))
  }

  private func watch(_ post: Int, by person: Int) async throws -> String {
    let answer = try await listeners[person].socket.ask("subscribe", topic(post))
    if let code = answer.code { return code }
    return answer.ok.topics.members.isEmpty ? "nothing" : "watching"
  }

  func settle() async throws { await place.settle() }

  func leave() async throws {
    for listener in listeners { try await listener.socket.disconnect() }
  }

  // MARK: - Hearing

  func heard() throws -> [Told] {
    for person in listeners.indices {
      for frame in try listeners[person].news() {
        guard let (topic, what) = cast.friendship(in: frame) ?? sight(in: frame) else { continue }
        if bug == .narrowingUntold, what.hasPrefix("post_deleted") { continue }
        told.tell(person, on: topic, what)
      }
    }
    return [told]
  }

  /// What a frame tells of a post of this story, and where.
  private func sight(in frame: JSON) -> (ModelTopic, String)? {
    let name = frame.event.string ?? ""
    switch name {
    case "post", "post_edited", "post_deleted":
      guard let post = number(frame.data.post.id), let topic = cast.topic(frame.topic) else {
        return nil
      }
      let text = frame.data.post.text.string.map { ": \($0)" } ?? ""
      return (topic, "\(name) \(post)\(text)")
    case "comment":
      return number(frame.data.comment.post).map {
        (.post($0), frame.data.comment.text.string ?? "?")
      }
    case "left":
      let parts = frame.topic.string?.split(separator: ":") ?? []
      guard parts.first == "post", let id = parts.last else { return nil }
      return number(.string(String(id))).map { (.post($0), "left") }
    default: return nil
    }
  }

  private func number(_ id: JSON) -> Int? { id.string.flatMap { numbers[$0] } }

  // MARK: - Reading

  func differences(from model: PostSightModel) async throws -> [String] {
    for listener in listeners { try await listener.socket.catchUp() }
    var differences = try heard().flatMap { model.told.differences(from: $0) }
    for (person, user) in cast.users.enumerated() {
      let expected = Set(posts.indices.filter { model.maySee(person, $0) })
      for post in posts.indices {
        let found = try await place.store.post(posts[post], for: user.id)
        differences += Self.differences(of: found, post, for: person, from: model)
      }
      let feed = try await feed(of: user)
      if feed != expected {
        differences.append("feed of \(person): expected \(expected), found \(feed)")
      }
    }
    return differences
  }

  private static func differences(
    of found: Post?, _ post: Int, for person: Int, from model: PostSightModel
  ) -> [String] {
    guard model.maySee(person, post) == (found != nil) else {
      return ["post \(post) for \(person): found \(found.map { "\($0)" } ?? "nothing")"]
    }
    guard let found else { return [] }
    let expected = model.posts[post]
    let isSame =
      found.text == PostSightModel.text(post, version: expected.version)
      && found.likes.count == expected.likes.count
      && found.likes.mine == expected.likes.contains(person)
    return isSame ? [] : ["post \(post) for \(person): expected \(expected), found \(found)"]
  }

  /// The posts of this story in somebody's feed and on the pages of its people.
  private func feed(of user: User) async throws -> Set<Int> {
    var found: Set<Int> = []
    for author in cast.users {
      let page = try await place.store.posts(.of(author.id), for: user.id, before: nil, limit: 50)
      found.formUnion(page.items.compactMap { numbers["\($0.id)"] })
    }
    let page = try await place.store.posts(.feed, for: user.id, before: nil, limit: 100)
    let inFeed = Set(page.items.compactMap { numbers["\($0.id)"] })
    // Stories share the feed: older posts may be on its later pages.
    return page.next == nil || !inFeed.isSubset(of: found) ? inFeed : found
  }
}
