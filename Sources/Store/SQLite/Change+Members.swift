import GRDB
import HubbubDomain

/// Who is in a conversation, and as what.
extension Database {
  /// Lets somebody into a room; what was said before counts as read.
  func join(_ id: ConversationID, _ user: User, at time: Timestamp) throws -> Outcome {
    guard let facts = try facts(of: id) else { return .refused(.noSuchConversation) }
    let isIn = try role(of: user.id, in: id) != nil
    guard isIn || facts.kind == .room else { return .refused(.noSuchConversation) }
    guard try !isDisabled(user.id) else { return .refused(.accountClosed) }
    if isIn { return .unchanged(.conversation(try conversation(id, of: user.id))) }
    if let refusal = try refusalToEnter(user.id) { return .refused(refusal) }
    guard !facts.isFull else { return .refused(.conversationIsFull) }
    let role: MemberRole = facts.memberCount == 0 ? .owner : .member
    let events = try enter(id, Member(user: user, role: role), at: time)
    return .done(.conversation(try conversation(id, of: user.id)), events)
  }

  /// Lets an owner or admin add somebody to a group.
  func add(
    _ added: UserID, to id: ConversationID, by user: User, at time: Timestamp
  ) throws -> Outcome {
    if let refusal = try refusalToGovern(id, by: user.id) { return .refused(refusal) }
    guard let facts = try facts(of: id), let other = try visible(added, to: user.id) else {
      return .refused(.noSuchUser)
    }
    guard facts.kind == .group else { return .refused(.joinsAlone) }
    if try role(of: added, in: id) != nil {
      return .unchanged(.conversation(try conversation(id, of: user.id)))
    }
    if let refusal = try refusalToAdd(added, by: user.id) { return .refused(refusal) }
    guard !facts.isFull else { return .refused(.conversationIsFull) }
    let entered = try enter(id, Member(user: other, role: .member), at: time)
    let rung = try notify(added, .groupAdded, by: user, in: .init(id, seq: nil), at: time)
    return .done(.conversation(try conversation(id, of: user.id)), entered + rung)
  }

  /// Writes a new member and tells everybody; what was said before counts as read.
  private func enter(
    _ id: ConversationID, _ member: Member, at time: Timestamp
  ) throws -> [Event] {
    try run(
      """
      INSERT INTO member (conversation, user, role, read_seq, read_number, joined_at)
      SELECT ?1, ?2, ?3, head, messages, ?4 FROM topic WHERE kind = 4 AND id = ?1
      """,
      id, member.user.id, member.role.rawValue, time)
    try countMembers(1, of: id)
    return [try tell(member, .joined, in: id), try tellEntered(id, to: member.user.id)]
  }

  /// Takes somebody out at their own wish.
  func leave(_ id: ConversationID, _ user: User) throws -> Outcome {
    guard let facts = try facts(of: id) else { return .refused(.noSuchConversation) }
    guard let role = try role(of: user.id, in: id) else { return .refused(.notMember) }
    guard facts.kind != .direct else { return .refused(.alwaysTwo) }
    return .done(.nothing, try takeOut(Member(user: user, role: role), of: id, .left))
  }

  /// Takes somebody else out: an owner anybody, an admin those who are neither.
  func remove(_ removed: UserID, from id: ConversationID, by user: User) throws -> Outcome {
    if let refusal = try refusalToGovern(id, by: user.id) { return .refused(refusal) }
    guard let before = try role(of: removed, in: id), let other = try self.user(removed) else {
      return .refused(.noSuchUser)
    }
    guard try before == .member || role(of: user.id, in: id) == .owner else {
      return .refused(.forOwners)
    }
    return .done(.nothing, try takeOut(Member(user: other, role: before), of: id, .removed))
  }

  private func takeOut(
    _ member: Member, of id: ConversationID, _ change: MemberChange
  ) throws -> [Event] {
    try run(
      "DELETE FROM member WHERE conversation = ? AND user = ?", id, member.user.id)
    try countMembers(-1, of: id)
    var events = [try tell(member, change, in: id)]
    if member.role == .owner, let heir = try heir(of: id) {
      events.append(try setRole(of: heir, .owner, in: id))
    }
    let rung = try run(
      "DELETE FROM notification WHERE user = ? AND conversation = ?", member.user.id, id)
    return rung > 0 ? events + [try bell(of: member.user.id)] : events
  }

  /// Who owns a conversation after its owner: the eldest account among the admins, else
  /// among all, of those who are here; where nobody is, of those who are not.
  private func heir(of id: ConversationID) throws -> User? {
    let heir: UserID? =
      try first(Self.eldestAdmin, id) { try $0.id(0) }
      ?? first(Self.eldestPresent, id) { try $0.id(0) }
      ?? first(Self.eldest, id) { try $0.id(0) }
    return try heir.flatMap(user)
  }

  private static let eldestAdmin = """
    SELECT user FROM member INDEXED BY member_with_role
    WHERE conversation = ?1 AND role = 'admin' AND role <> 'member'
      AND NOT \(Sight.silent("member.user")) ORDER BY user LIMIT 1
    """

  private static let eldestPresent = """
    SELECT user FROM member WHERE conversation = ?1 AND NOT \(Sight.silent("member.user"))
    ORDER BY user LIMIT 1
    """

  private static let eldest =
    "SELECT user FROM member WHERE conversation = ?1 ORDER BY user LIMIT 1"

  /// Lets the owner say what somebody is; one who makes another the owner is an admin.
  func setMemberRole(
    _ changed: UserID, _ role: MemberRole, in id: ConversationID, by user: User
  ) throws -> Outcome {
    if let refusal = try refusalToGovern(id, by: user.id) { return .refused(refusal) }
    guard try self.role(of: user.id, in: id) == .owner else { return .refused(.forOwners) }
    guard let before = try self.role(of: changed, in: id), let other = try self.user(changed) else {
      return .refused(.noSuchUser)
    }
    guard before != role else {
      return .unchanged(.conversation(try conversation(id, of: user.id)))
    }
    guard changed != user.id else { return .refused(.ownerStays) }
    var events = [try setRole(of: other, role, in: id)]
    if role == .owner { events.append(try setRole(of: user, .admin, in: id)) }
    return .done(.conversation(try conversation(id, of: user.id)), events)
  }

  /// Makes somebody the owner of a room, who may not have been in it; the one before
  /// is an admin then.
  func takeOver(_ id: ConversationID, by user: User, at time: Timestamp) throws -> Outcome {
    guard try isAdmin(user.id) else { return .refused(.onlyAdmins) }
    guard let facts = try facts(of: id), facts.kind == .room else {
      return .refused(.noSuchConversation)
    }
    let before = try role(of: user.id, in: id)
    guard before != .owner else {
      return .unchanged(.conversation(try conversation(id, of: user.id)))
    }
    if before == nil, let refusal = try refusalToEnter(user.id) { return .refused(refusal) }
    let owner: UserID? = try first(
      """
      SELECT user FROM member INDEXED BY member_with_role
      WHERE conversation = ? AND role = 'owner' AND role <> 'member'
      """, id
    ) { try $0.id(0) }
    var events: [Event] = []
    if before == nil { events += try enter(id, Member(user: user, role: .member), at: time) }
    events.append(try setRole(of: user, .owner, in: id))
    if let owner = try owner.flatMap(self.user) {
      events.append(try setRole(of: owner, .admin, in: id))
    }
    return .done(.conversation(try conversation(id, of: user.id)), events)
  }

  private func setRole(
    of user: User, _ role: MemberRole, in id: ConversationID
  ) throws -> Event {
    try run(
      "UPDATE member SET role = ? WHERE conversation = ? AND user = ?", role.rawValue, id,
      user.id)
    return try tell(Member(user: user, role: role), .role, in: id)
  }

  private func tell(
    _ member: Member, _ change: MemberChange, in id: ConversationID
  ) throws -> Event {
    let seq = try append(.member(member.user.id, member.role, change), to: .conversation(id))
    return Event(topic: .conversation(id), seq: seq, body: .member(member, change))
  }

  private func countMembers(_ step: Int64, of id: ConversationID) throws {
    try run("UPDATE conversation SET member_count = member_count + ? WHERE id = ?", step, id)
  }

  // MARK: - Who may

  /// Why somebody may not add, remove or rename here; nil for owners and admins.
  func refusalToGovern(_ id: ConversationID, by user: UserID) throws -> Refusal? {
    guard let facts = try facts(of: id) else { return .noSuchConversation }
    guard let role = try role(of: user, in: id) else { return .notMember }
    if facts.kind == .direct { return .alwaysTwo }
    if try isDisabled(user) { return .accountClosed }
    return role == .member ? .forOwnersAndAdmins : nil
  }

  /// Nil where there is none, and of two who are apart.
  private func facts(of id: ConversationID) throws -> ConversationFacts? {
    try first(
      """
      SELECT conversation.kind, member_count FROM conversation
      JOIN topic ON topic.kind = 4 AND topic.id = conversation.id AND direct < 2
      WHERE conversation.id = ?
      """, id
    ) {
      ConversationFacts(kind: try $0.name(0), memberCount: $0.int(1))
    }
  }

  private func role(of user: UserID, in id: ConversationID) throws -> MemberRole? {
    try first("SELECT role FROM member WHERE conversation = ? AND user = ?", id, user) {
      try $0.name(0)
    }
  }
}

private struct ConversationFacts {
  let kind: ConversationKind
  let memberCount: Int64

  /// Whether nobody else has a place in it.
  var isFull: Bool {
    switch kind {
    case .direct: true
    case .group: memberCount >= Int64(Limits.groupMembers)
    case .room: memberCount >= Int64(Limits.roomMembers)
    }
  }
}
