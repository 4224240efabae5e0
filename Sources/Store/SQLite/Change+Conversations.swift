import GRDB
import HubbubDomain

extension Database {
  /// Opens a room with its owner in it.
  func open(_ new: NewRoom) throws -> Outcome {
    guard try !isDisabled(new.owner.id) else { return .refused(.accountClosed) }
    try addRoom(new.id, title: new.title, members: 1, at: new.createdAt)
    try addMember(new.owner.id, .owner, of: new.id, at: new.createdAt)
    let seq = try append(.conversation(new.id), to: .conversation(new.id))
    let userSeq = try append(.conversation(new.id), to: .user(new.owner.id))
    guard let room = try conversation(new.id, for: new.owner.id) else {
      return .refused(.noSuchConversation)
    }
    return .done(
      .conversation(room),
      [
        Event(topic: .conversation(new.id), seq: seq, body: .conversation(room)),
        Event(topic: .user(new.owner.id), seq: userSeq, body: .conversation(room)),
      ])
  }

  /// Lets somebody into a room; what was said before counts as read.
  func join(_ id: ConversationID, _ user: User, at time: Timestamp) throws -> Outcome {
    let joined = try run(
      """
      INSERT INTO member (conversation, user, role, read_seq, read_number, joined_at)
      SELECT conversation.id, ?2, 'member', topic.head, topic.messages, ?3
      FROM conversation JOIN topic ON topic.kind = 4 AND topic.id = conversation.id
      WHERE conversation.id = ?1 AND conversation.kind = 'room'
        AND NOT \(Sight.silent("?2"))
      ON CONFLICT (conversation, user) DO NOTHING
      """,
      id, user.id, time)
    guard joined == 1 else {
      guard let already = try conversation(id, for: user.id) else {
        return .refused(.noSuchConversation)
      }
      guard try !isDisabled(user.id) else { return .refused(.accountClosed) }
      return .unchanged(.conversation(already))
    }
    try countMembers(1, of: id)
    let member = Member(user: user, role: .member)
    let seq = try append(.member(user.id, .member, .joined), to: .conversation(id))
    let userSeq = try append(.conversation(id), to: .user(user.id))
    guard let room = try conversation(id, for: user.id) else {
      return .refused(.noSuchConversation)
    }
    return .done(
      .conversation(room),
      [
        Event(topic: .conversation(id), seq: seq, body: .member(member, .joined)),
        Event(topic: .user(user.id), seq: userSeq, body: .conversation(room)),
      ])
  }

  /// Takes somebody out at their own wish.
  func leave(_ id: ConversationID, _ user: User) throws -> Outcome {
    let role: MemberRole? = try first(
      "DELETE FROM member WHERE conversation = ? AND user = ? RETURNING role", id, user.id
    ) { try $0.name(0) }
    guard let role else { return .refused(try refusalOfStranger(to: id)) }
    try countMembers(-1, of: id)
    let member = Member(user: user, role: role)
    let seq = try append(.member(user.id, role, .left), to: .conversation(id))
    return .done(
      .nothing, [Event(topic: .conversation(id), seq: seq, body: .member(member, .left))])
  }

  /// Adds a room's row; its members' rows and its first event are the caller's to add.
  func addRoom(_ id: ConversationID, title: String, members: Int64, at time: Timestamp) throws {
    try run(
      """
      INSERT INTO conversation (id, kind, title, folded_title, member_count, created_at)
      VALUES (?, 'room', ?, ?, ?, ?)
      """,
      id, title, title.lowercased(), members, time)
  }

  /// The row of one of a new conversation's first members.
  func addMember(
    _ user: UserID, _ role: MemberRole, of id: ConversationID, at time: Timestamp
  ) throws {
    try run(
      """
      INSERT INTO member (conversation, user, role, read_seq, read_number, joined_at)
      VALUES (?, ?, ?, 0, 0, ?)
      """,
      id, user, role.rawValue, time)
  }

  private func countMembers(_ step: Int64, of id: ConversationID) throws {
    try run("UPDATE conversation SET member_count = member_count + ? WHERE id = ?", step, id)
  }

  /// What somebody who is not in it is told.
  func refusalOfStranger(to id: ConversationID) throws -> Refusal {
    let isThere = try exists("SELECT 1 FROM conversation WHERE id = ?", id)
    return isThere ? .notMember : .noSuchConversation
  }
}
