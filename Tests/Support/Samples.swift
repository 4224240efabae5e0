import HubbubAccounts
public import HubbubDomain
public import HubbubStore

/// Short ways to put users, logins, posts, rooms and messages into a store.
///
/// They go through `commit`, so what they make is what a server would have
/// made; nobody is told of it.
extension Store {
  /// Commits one change.
  @discardableResult
  public func commit(_ change: Change) async throws -> Outcome {
    let outcomes = try await commit([change])
    guard let outcome = outcomes.first, outcomes.count == 1 else {
      throw SampleNotMade(of: change, outcome: nil)
    }
    return outcome
  }

  /// Commits a change that must be done or have been done before.
  @discardableResult
  public func make(_ change: Change) async throws -> Answer {
    let outcome = try await commit(change)
    switch outcome {
    case .done(let answer, _), .repeated(let answer), .unchanged(let answer): return answer
    case .refused, .failed: throw SampleNotMade(of: change, outcome: outcome)
    }
  }

  /// Has the search take in all that was written.
  public func fillSearch(rows: Int = Limits.searchPassRows) async throws {
    while case .searchFilled(hasMore: true) = try await make(.fillSearch(rows: rows)) {}
  }

  /// Makes an account that only a token opens.
  @discardableResult
  public func addUser(
    _ name: String, role: Role = .member, at time: Timestamp = .now()
  ) async throws -> User {
    let user = User(id: .make(at: time), username: name, displayName: name.uppercased())
    try await make(
      .signUp(NewUser(user: user, passwordHash: nil, role: role, createdAt: time), nil))
    return user
  }

  /// Makes several accounts at once, each `name` with its place behind it.
  public func addUsers(
    _ count: Int, named name: String = "user", at time: Timestamp = .now()
  ) async throws -> [User] {
    let users = (0..<count).map { index in
      User(id: .make(at: time), username: "\(name)\(index)", displayName: "\(name) \(index)")
    }
    let changes = users.map { user in
      Change.signUp(
        NewUser(user: user, passwordHash: nil, role: .member, createdAt: time), nil)
    }
    for (change, outcome) in zip(changes, try await commit(changes)) {
      guard case .done = outcome else { throw SampleNotMade(of: change, outcome: outcome) }
    }
    return users
  }

  /// Logs a user in.
  ///
  /// - Returns: the session, and the token that a client shows for it.
  public func addSession(
    of user: User, at time: Timestamp = .now(), lasting: Duration = .seconds(86_400)
  ) async throws -> (session: Session, token: String) {
    let token = SessionToken.make()
    let answer = try await make(
      .openSession(
        NewSession(
          id: .make(at: time), user: user.id, tokenHash: token.hash, userAgent: "sample",
          createdAt: time, expiresAt: time + lasting)))
    guard case .session(let session) = answer else { throw SampleNotMade(of: nil, outcome: nil) }
    return (session, token.text)
  }

  /// Shares a post; its key is made up unless it is given.
  @discardableResult
  public func addPost(
    _ text: String, by author: User, audience: Audience = .public, key: String? = nil,
    at time: Timestamp = .now()
  ) async throws -> Post {
    let id = PostID.make(at: time)
    let answer = try await make(
      .post(
        NewPost(
          id: id, author: author, key: key ?? "\(id)", text: text, audience: audience,
          createdAt: time)))
    guard case .post(let post) = answer else { throw SampleNotMade(of: nil, outcome: nil) }
    return post
  }

  /// Opens a room with its owner and members in it.
  @discardableResult
  public func addRoom(
    _ title: String, owner: User, members: [User] = [], at time: Timestamp = .now()
  ) async throws -> ConversationID {
    let id = ConversationID.make(at: time)
    try await make(
      .open(NewConversation(id: id, kind: .room, title: title, owner: owner, createdAt: time)))
    for member in members { try await make(.join(id, member, at: time)) }
    return id
  }

  /// Writes a message; its key is made up unless it is given.
  ///
  /// - Returns: its seq.
  @discardableResult
  public func addMessage(
    _ text: String, by author: User, in conversation: ConversationID, key: String? = nil,
    at time: Timestamp = .now()
  ) async throws -> Int64 {
    let id = MessageID.make(at: time)
    let answer = try await make(
      .message(
        NewMessage(
          id: id, conversation: conversation, author: author, key: key ?? "\(id)", text: text,
          createdAt: time)))
    guard case .message(_, let seq, _) = answer else {
      throw SampleNotMade(of: nil, outcome: nil)
    }
    return seq
  }
}

/// The store would not take what a test needs to begin.
public struct SampleNotMade: Error, CustomStringConvertible {
  let change: Change?
  let outcome: Outcome?

  init(of change: Change?, outcome: Outcome?) {
    self.change = change
    self.outcome = outcome
  }

  public var description: String {
    "the sample was not made: \(String(describing: change)) gave \(String(describing: outcome))"
  }
}
