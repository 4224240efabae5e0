import HubbubAccounts
import HubbubDomain
import HubbubStore

/// The sample community of `serve --demo`: 12 people, 40 posts, 3 conversations, two of
/// the people ready to log in.
struct DemoCommunity: Sendable {
  /// What opens the first two people's accounts.
  let password: String
  /// As ``DemoWords/people`` has them, each with a login of their own.
  let sessions: [Session]
  let room: ConversationID
  let group: ConversationID
  /// Of the two who are ready to log in.
  let direct: ConversationID
  /// The newest last.
  let posts: [PostID]

  /// Of who is ready to log in, the admin first.
  var names: String {
    sessions.prefix(Self.ready).map(\.user.username).joined(separator: " (admin) or ")
  }

  /// How many of the people are ready to log in.
  static let ready = 2
  private static let day = Duration.seconds(86_400)
  /// Since when the place exists.
  private static let age = day * 9

  /// Fills an empty store.
  ///
  /// - Throws: what the store says no to.
  static func make(in store: SQLiteStore, at now: Timestamp) async throws -> DemoCommunity {
    let sower = DemoSower(store: store, start: now + (.zero - age), end: now)
    let password = MadePassword.make()
    let sessions = try await sower.people(password: password)
    let users = sessions.map(\.user)
    try await sower.befriend(users)
    let posts = try await sower.posts(by: users)
    let room = try await sower.room(of: users)
    let group = try await sower.group(of: users)
    let direct = try await sower.direct(users[0], users[1])
    _ = try await store.commit([.fillSearch(rows: Limits.searchPassRows)])
    return DemoCommunity(
      password: password, sessions: sessions, room: room, group: group, direct: direct,
      posts: posts)
  }
}

/// Writes the community as it would have grown.
private struct DemoSower {
  let store: SQLiteStore
  let start: Timestamp
  let end: Timestamp

  /// The moment of one of `count` things, spread from the start to now.
  private func moment(_ index: Int, of count: Int) -> Timestamp {
    let span = end.milliseconds - start.milliseconds
    return start + .milliseconds(span * Int64(index + 1) / Int64(count + 1))
  }

  @discardableResult
  private func make(_ change: Change) async throws -> Answer {
    guard let outcome = try await store.commit([change]).first else { throw Refusal.unavailable }
    return try outcome.result.get()
  }

  func people(password: String) async throws -> [Session] {
    let hash = try await PasswordPool().hash(password)
    var sessions: [Session] = []
    for (index, person) in DemoWords.people.enumerated() {
      let user = User(
        id: .make(at: start), username: person.username, displayName: person.name)
      let new = NewUser(
        user: user, passwordHash: index < DemoCommunity.ready ? hash : nil,
        role: index == 0 ? .admin : .member, createdAt: start)
      let login = NewSession(
        id: .make(at: end), user: user.id, tokenHash: SessionToken.make().hash,
        userAgent: "demo", createdAt: end, expiresAt: end + Limits.cookieLifetime)
      guard case .session(let session) = try await make(.signUp(new, login)) else { continue }
      sessions.append(session)
      var profile = ProfileChange()
      profile.bio = person.bio
      try await make(.updateProfile(user.id, profile))
    }
    return sessions
  }

  /// Everybody is a friend of the two who log in, and of every third of the others; one
  /// asks, so that there is something to answer.
  func befriend(_ users: [User]) async throws {
    for (index, user) in users.enumerated() {
      for (other, friend) in users.enumerated() where other < index {
        guard other < DemoCommunity.ready || (index + other) % 3 == 0 else { continue }
        try await make(.befriend(user, friend.id, at: start))
        guard !(index == users.count - 1 && other == 1) else { continue }
        try await make(.befriend(friend, user.id, at: start))
      }
    }
  }

  func posts(by users: [User]) async throws -> [PostID] {
    var ids: [PostID] = []
    for (index, post) in DemoWords.posts.enumerated() {
      let time = moment(index, of: DemoWords.posts.count)
      let id = PostID.make(at: time)
      ids.append(id)
      try await make(
        .post(
          NewPost(
            id: id, author: users[post.author], key: "\(id)", text: post.text,
            audience: .public, createdAt: time)))
      // Some like and answer what was written: few the one, more the other.
      for (reader, user) in users.enumerated()
      where reader != post.author && (index * 7 + reader * 5) % 11 < 4 {
        try await make(.like(id, by: user.id, at: time + .seconds(60 * (reader + 1))))
      }
      if index % 3 == 0 { try await comment(index, on: id, by: users, after: time) }
    }
    return ids
  }

  private func comment(
    _ index: Int, on post: PostID, by users: [User], after time: Timestamp
  ) async throws {
    let author = users[(index * 5 + 3) % users.count]
    let id = CommentID.make(at: time)
    try await make(
      .comment(
        NewComment(
          id: id, post: post, author: author, key: "\(id)",
          text: DemoWords.comments[index % DemoWords.comments.count],
          createdAt: time + .seconds(900))))
  }

  func room(of users: [User]) async throws -> ConversationID {
    let id = ConversationID.make(at: start)
    try await make(
      .open(
        NewConversation(
          id: id, kind: .room, title: DemoWords.room, owner: users[0], createdAt: start)))
    for user in users.dropFirst() { try await make(.join(id, user, at: start)) }
    try await talk(DemoWords.roomTalk, in: id, by: Array(users.dropFirst(2)))
    return id
  }

  func group(of users: [User]) async throws -> ConversationID {
    let id = ConversationID.make(at: start)
    let members = [1, 4, 7, 9, 11].map { users[$0] }
    try await make(
      .open(
        NewConversation(
          id: id, kind: .group, title: DemoWords.group, owner: users[0],
          members: members.map(\.id), createdAt: start)))
    try await talk(DemoWords.groupTalk, in: id, by: Array(members.dropFirst()))
    return id
  }

  func direct(_ one: User, _ other: User) async throws -> ConversationID {
    let id = ConversationID.make(at: start)
    try await make(.direct(NewDirect(id: id, opener: one, other: other.id, createdAt: start)))
    try await talk(
      ["Welcome! Did you find the key under the flower pot?", "I did, and the cake. Thank you!"],
      in: id, by: [one, other])
    return id
  }

  private func talk(
    _ words: [String], in conversation: ConversationID, by users: [User]
  ) async throws {
    for (index, text) in words.enumerated() {
      let time = moment(index, of: words.count)
      let id = MessageID.make(at: time)
      try await make(
        .message(
          NewMessage(
            id: id, conversation: conversation, author: users[index % users.count],
            key: "\(id)", text: text, createdAt: time)))
    }
  }
}
