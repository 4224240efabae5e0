/// Who may see which post, and who is told of it.
///
/// Written from the contract (§2 posts, blocks; §3 topics), without a line of the hub's.
struct PostSightModel: Equatable, Sendable {
  enum Reach: String, Sendable, CaseIterable { case everybody, friends, me }

  enum Step: Equatable, Sendable {
    case people(FriendshipModel.Step)
    case write(Int, Reach)
    case reword(Int, post: Int)
    case readdress(Int, post: Int, Reach)
    case delete(Int, post: Int)
    case like(Int, post: Int)
    case unlike(Int, post: Int)
    case comment(Int, post: Int)
    /// Subscribes to its `post:` topic.
    case watch(Int, post: Int)
    case unwatch(Int, post: Int)
  }

  struct Post: Equatable, Sendable {
    let author: Int
    var reach: Reach
    var isThere = true
    var version = 0
    var likes: Set<Int> = []
    var comments: [Int] = []
    var watchers: Set<Int> = []
  }

  private(set) var friendship: FriendshipModel
  private(set) var posts: [Post] = []
  private(set) var answer = ""
  /// How many comments were tried.
  private(set) var tried = 0

  /// Whether who is hidden from an author hears that a public post of theirs is gone.
  ///
  /// To the letter of the contract they are told `skip`. The hub tells everybody: whoever
  /// saw the post before the block still has it, and its id says nothing.
  static let deletionsReachAll = true

  init(people: Int) { friendship = FriendshipModel(people: people) }

  var people: Int { friendship.people }
  var told: Told { friendship.told }

  // MARK: - What is so

  func maySee(_ person: Int, _ post: Int) -> Bool {
    guard posts.indices.contains(post), posts[post].isThere else { return false }
    return isMeant(person, by: posts[post])
  }

  private func isMeant(_ person: Int, by post: Post) -> Bool {
    if person == post.author { return true }
    return switch post.reach {
    case .everybody: !friendship.areHidden(person, post.author)
    case .friends: friendship.areFriends(person, post.author)
    case .me: false
    }
  }

  /// What is written in a post.
  static func text(_ post: Int, version: Int) -> String { "post \(post), version \(version)" }

  // MARK: - What happens

  func after(_ step: Step) -> [PostSightModel] {
    if case .people(let step) = step {
      return friendship.after(step).map { friendship in
        var model = self
        model.friendship = friendship
        model.answer = friendship.answer
        model.partFromPosts()
        return model
      }
    }
    var model = self
    model.answer = model.take(step)
    model.partFromPosts()
    return [model]
  }

  private mutating func take(_ step: Step) -> String {
    switch step {
    case .people(let step): preconditionFailure("\(step) is not about posts")
    case .write(let person, let reach): write(person, reach)
    case .reword(let person, let post): change(post, by: person) { $0.reword(post) }
    case .readdress(let person, let post, let reach):
      change(post, by: person) { $0.readdress(post, reach) }
    case .delete(let person, let post): change(post, by: person) { $0.delete(post) }
    case .like(let person, let post): like(post, by: person, true)
    case .unlike(let person, let post): like(post, by: person, false)
    case .comment(let person, let post): comment(post, by: person)
    case .watch(let person, let post): watch(post, by: person)
    case .unwatch(let person, let post): unwatch(post, by: person)
    }
  }

  private mutating func write(_ person: Int, _ reach: Reach) -> String {
    posts.append(Post(author: person, reach: reach))
    tell("post", posts.count - 1)
    return "ok"
  }

  /// Only an author changes a post; to who may not see it there is none.
  private mutating func change(
    _ post: Int, by person: Int, _ change: (inout PostSightModel) -> Void
  ) -> String {
    guard maySee(person, post) else { return "not_found" }
    guard posts[post].author == person else { return "forbidden" }
    change(&self)
    return "ok"
  }

  private mutating func reword(_ post: Int) {
    posts[post].version += 1
    tell("post_edited", post)
  }

  private mutating func readdress(_ post: Int, _ reach: Reach) {
    posts[post].version += 1
    if reach == posts[post].reach { return tell("post_edited", post) }
    tell("post_deleted", post)
    posts[post].reach = reach
    tell("post", post)
  }

  private mutating func delete(_ post: Int) {
    tell("post_deleted", post)
    posts[post].isThere = false
  }

  private mutating func like(_ post: Int, by person: Int, _ likes: Bool) -> String {
    guard maySee(person, post) else { return "not_found" }
    if likes { posts[post].likes.insert(person) } else { posts[post].likes.remove(person) }
    return "\(posts[post].likes.count) likes, mine \(likes)"
  }

  private mutating func comment(_ post: Int, by person: Int) -> String {
    tried += 1
    guard maySee(person, post) else { return "not_found" }
    posts[post].comments.append(person)
    for watcher in posts[post].watchers where !friendship.areHidden(watcher, person) {
      friendship.tell(watcher, on: .post(post), "comment \(tried)")
    }
    return "ok"
  }

  private mutating func watch(_ post: Int, by person: Int) -> String {
    guard maySee(person, post) else { return "nothing" }
    posts[post].watchers.insert(person)
    return "watching"
  }

  private mutating func unwatch(_ post: Int, by person: Int) -> String {
    posts[post].watchers.remove(person)
    return "ok"
  }

  // MARK: - Who is told

  /// Tells of a post, where it is told, whoever may see it.
  private mutating func tell(_ what: String, _ index: Int) {
    let post = posts[index]
    let topic: ModelTopic =
      switch post.reach {
      case .everybody: .feed
      case .friends: .person(post.author)
      case .me: .user(post.author)
      }
    let isDeletion = what == "post_deleted"
    let text = isDeletion ? "" : ": \(Self.text(index, version: post.version))"
    for person in 0..<people
    where isMeant(person, by: post) || isDeletion && Self.deletionsReachAll && topic == .feed {
      friendship.tell(person, on: topic, "\(what) \(index)\(text)")
    }
  }

  /// Who watches a post that they may see no more hears that this is over.
  private mutating func partFromPosts() {
    for post in posts.indices {
      for watcher in posts[post].watchers where !maySee(watcher, post) {
        posts[post].watchers.remove(watcher)
        friendship.tell(watcher, on: .post(post), "left")
      }
    }
  }
}
