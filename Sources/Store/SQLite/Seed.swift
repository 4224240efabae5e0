import GRDB
public import HubbubDomain

/// What a seed made, in the order asked for.
public struct Seeded: Sendable {
  /// A user and the token that is their login.
  public struct Login: Sendable {
    public let user: User
    public let token: String
  }

  /// `publisher` last.
  public let logins: [Login]
  public let rooms: [ConversationID]
}

/// Why a seed was not sown, in one sentence; nothing was written.
public enum SeedRefused: Error, Equatable, Sendable, CustomStringConvertible {
  case nameTaken(String)
  case badPrefix(String)

  public var description: String {
    switch self {
    case .nameTaken(let name): "There is a user called \(name) already; nothing was seeded."
    case .badPrefix(let prefix):
      "The prefix \(prefix) makes no usernames: a-z, 0-9 and _, 2 to 30 with the number."
    }
  }
}

extension SQLiteStore {
  /// Days a seeded login lasts.
  private static let loginDays = 365

  /// Makes users `u0…` and `publisher`, and rooms `room0…` that they are in.
  ///
  /// - Parameters:
  ///   - spread: user i is in room i mod `rooms` only, else in all; `publisher` is in all.
  ///   - friends: of each user, an even number below that of users: those with the
  ///     next and the last numbers, in a ring.
  ///   - makeToken: a fresh token and its SHA-256.
  /// - Throws: ``SeedRefused``; nothing was written then.
  public func seed(
    users: Int, rooms: Int, spread: Bool, friends: Int = 0, prefix: String, at time: Timestamp,
    makeToken: () throws -> (token: String, hash: [UInt8])
  ) throws -> Seeded {
    try Self.check(prefix: prefix, users: users)
    var logins: [Seeded.Login] = []
    var ids: [ConversationID] = []
    try pool.write { db in
      for index in 0...users {
        let name = index < users ? "\(prefix)\(index)" : "publisher"
        let (token, hash) = try makeToken()
        let user = try db.sow(
          name, tokenHash: hash, at: time, until: time + .seconds(86_400 * Self.loginDays))
        logins.append(Seeded.Login(user: user, token: token))
      }
      for index in 0..<users {
        for step in 1..<friends / 2 + 1 {
          try db.sowFriends(
            logins[index].user.id, logins[(index + step) % users].user.id, at: time)
        }
      }
      for index in 0..<rooms {
        let inside = logins[..<users].indices.filter { !spread || $0 % rooms == index }
        let members = inside.map { logins[$0].user.id }
        ids.append(
          try db.sowRoom("room\(index)", owner: logins[users].user.id, members: members, at: time))
      }
    }
    return Seeded(logins: logins, rooms: ids)
  }

  private static func check(prefix: String, users: Int) throws {
    let longest = "\(prefix)\(max(0, users - 1))"
    let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789_")
    guard Limits.usernameCharacters.contains(longest.count), longest.allSatisfy(letters.contains)
    else { throw SeedRefused.badPrefix(prefix) }
  }
}

extension Database {
  fileprivate func sow(
    _ name: String, tokenHash: [UInt8], at time: Timestamp, until end: Timestamp
  ) throws -> User {
    let user = User(id: .make(at: time), username: name, displayName: name)
    let made = NewUser(user: user, passwordHash: nil, role: .member, createdAt: time)
    let login = NewSession(
      id: .make(at: time), user: user.id, tokenHash: tokenHash, userAgent: "seed",
      createdAt: time, expiresAt: end)
    guard case .done = try signUp(made, login) else { throw SeedRefused.nameTaken(name) }
    return user
  }

  /// A friendship, which nobody is told of.
  fileprivate func sowFriends(_ one: UserID, _ other: UserID, at time: Timestamp) throws {
    for (user, other) in [(one, other), (other, one)] {
      try run("INSERT INTO friend (user, other, created_at) VALUES (?, ?, ?)", user, other, time)
    }
  }

  /// A room with all its members at once: one event, where joining would tell of each.
  fileprivate func sowRoom(
    _ title: String, owner: UserID, members: [UserID], at time: Timestamp
  ) throws -> ConversationID {
    let id = ConversationID.make(at: time)
    try addConversation(
      id, .room, title: title, members: Int64(members.count) + 1, at: time)
    try addMember(owner, .owner, of: id, at: time)
    for member in members { try addMember(member, .member, of: id, at: time) }
    _ = try append(.conversation(id), to: .conversation(id))
    return id
  }
}
