import GRDB
import HubbubDomain

/// Opening conversations.
extension Database {
  /// Opens a group or a room with its owner and all others in it.
  func open(_ new: NewConversation) throws -> Outcome {
    if let refusal = try refusalToEnter(new.owner.id) { return .refused(refusal) }
    guard new.members.count < Limits.groupMembers else { return .refused(.conversationIsFull) }
    for member in new.members {
      guard let refusal = try refusalToAdd(member, by: new.owner.id) else { continue }
      return .refused(refusal.about("members", try user(member)?.username ?? "Somebody"))
    }
    try addConversation(
      new.id, new.kind, title: new.title, members: Int64(new.members.count) + 1, at: new.createdAt)
    try addMember(new.owner.id, .owner, of: new.id, at: new.createdAt)
    for member in new.members { try addMember(member, .member, of: new.id, at: new.createdAt) }
    let opened = try tellOpened(new.id, to: [new.owner.id] + new.members)
    let rung = try new.members.flatMap { member in
      try notify(
        member, .groupAdded, by: new.owner, in: .init(new.id, seq: nil), at: new.createdAt)
    }
    return .done(opened.answer, opened.events + rung)
  }

  /// Opens the conversation of two people, or finds it.
  func open(_ new: NewDirect) throws -> Outcome {
    guard new.opener.id != new.other else { return .refused(.notToOneself) }
    guard try visible(new.other, to: new.opener.id) != nil else {
      return .refused(.noSuchUser.about("with"))
    }
    let pair = Pair(new.opener.id, new.other)
    guard try !isDisabled(new.opener.id) else { return .refused(.accountClosed) }
    guard try isApart(new.opener.id, new.other) else { return .refused(.blockedByYou) }
    if let there = try directConversation(of: pair) {
      return .unchanged(.conversation(try conversation(there, of: new.opener.id)))
    }
    if let refusal = try refusalToEnter(new.opener.id) { return .refused(refusal) }
    if let refusal = try refusalToAdd(new.other, by: new.opener.id) { return .refused(refusal) }
    let both = [new.opener.id, new.other]
    try addConversation(
      new.id, .direct, title: nil, members: 2, at: new.createdAt, pair: pair,
      opener: new.opener.id)
    for user in both { try addMember(user, .member, of: new.id, at: new.createdAt) }
    let opened = try tellOpened(new.id, to: both)
    return .done(opened.answer, opened.events)
  }

  /// The conversation of two people, whether they may see it or not.
  func directConversation(of pair: Pair) throws -> ConversationID? {
    try first("SELECT id FROM conversation WHERE pair = ?", pair.bytes) { try $0.id(0) }
  }

  /// Numbers the beginning of a conversation and tells it to who is in it, the
  /// asker first.
  private func tellOpened(
    _ id: ConversationID, to members: [UserID]
  ) throws -> (answer: Answer, events: [Event]) {
    let seq = try append(.conversation(id), to: .conversation(id))
    try run(
      """
      UPDATE topic SET direct = 1 WHERE kind = 4 AND id = ?1
        AND EXISTS (SELECT 1 FROM conversation WHERE id = ?1 AND pair IS NOT NULL)
      """, id)
    let told = try members.map { try tellEntered(id, to: $0) }
    let seen = try conversation(id, of: members[0])
    let begun = Event(
      topic: .conversation(id), seq: seq, body: .conversation(seen.toldToAll))
    return (.conversation(seen), [begun] + told)
  }

  /// Tells somebody's devices of a conversation that they hear from now on.
  func tellEntered(_ id: ConversationID, to user: UserID) throws -> Event {
    let seq = try append(.conversation(id), to: .user(user))
    return Event(
      topic: .user(user), seq: seq, body: .conversation(try conversation(id, of: user)))
  }

  /// A conversation as one sees it who is known to be in it.
  func conversation(_ id: ConversationID, of member: UserID) throws -> Conversation {
    guard let seen = try conversation(id, for: member) else {
      throw DatabaseError(message: "a member does not see their conversation")
    }
    return seen
  }

  /// Why somebody cannot come into one more conversation now.
  func refusalToEnter(_ user: UserID) throws -> Refusal? {
    if try isDisabled(user) { return .accountClosed }
    return try hasAllConversations(user) ? .tooManyConversations : nil
  }

  private func hasAllConversations(_ user: UserID) throws -> Bool {
    let count = try first("SELECT count(*) FROM member WHERE user = ?", user) { $0.int(0) } ?? 0
    return count >= Int64(Limits.conversations)
  }

  /// Why somebody cannot be written to, or added, by another.
  func refusalToAdd(_ id: UserID, by user: UserID) throws -> Refusal? {
    guard try visible(id, to: user) != nil else { return .noSuchUser }
    guard try isApart(id, user) else { return .blockedByYou }
    let takesAll = try exists(
      """
      SELECT 1 FROM user WHERE id = ?1 AND (messages_from = 'everyone'
        OR EXISTS (SELECT 1 FROM friend WHERE friend.user = ?1 AND other = ?2))
      """,
      id, user)
    guard takesAll else { return .friendsOnly }
    return try hasAllConversations(id) ? .theirTooManyConversations : nil
  }

  /// Adds a conversation's row; its members' rows and its first event are the caller's.
  func addConversation(
    _ id: ConversationID, _ kind: ConversationKind, title: String?, members: Int64,
    at time: Timestamp, pair: Pair? = nil, opener: UserID? = nil
  ) throws {
    try run(
      """
      INSERT INTO conversation
        (id, kind, title, folded_title, member_count, created_at, pair, opener)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      id, kind.rawValue, title, title?.lowercased(), members, time, pair?.bytes, opener)
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

  /// Gives a group or a room another title.
  func retitle(_ id: ConversationID, to title: String, by user: User) throws -> Outcome {
    if let refusal = try refusalToGovern(id, by: user.id) { return .refused(refusal) }
    let changed = try run(
      "UPDATE conversation SET title = ?2, folded_title = ?3 WHERE id = ?1 AND title <> ?2", id,
      title, title.lowercased())
    let seq = changed == 1 ? try append(.conversation(id), to: .conversation(id)) : nil
    let seen = try conversation(id, of: user.id)
    guard let seq else { return .unchanged(.conversation(seen)) }
    return .done(
      .conversation(seen),
      [Event(topic: .conversation(id), seq: seq, body: .conversation(seen.toldToAll))])
  }
}
