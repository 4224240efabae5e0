import HubbubDomain
import HubbubStore

extension MemoryState {
  mutating func retitle(_ id: ConversationID, to title: String, by user: User) -> Outcome {
    if let refusal = refusalToGovern(id, by: user.id) { return .refused(refusal) }
    let isSame = rooms[id]?.title == title
    rooms[id]?.title = title
    guard let seen = conversation(id, for: user.id) else { return .failed }
    if isSame { return .unchanged(.conversation(seen)) }
    let seq = append(.conversation(id), to: .conversation(id))
    guard let now = conversation(id, for: user.id) else { return .failed }
    return .done(
      .conversation(now),
      [
        Event(
          topic: .conversation(id), seq: seq, body: .conversation(conversationToldToAll(id)))
      ])
  }

  mutating func join(_ id: ConversationID, _ user: User) throws -> Outcome {
    guard let room = rooms[id], !room.isClosed else { return .refused(.noSuchConversation) }
    let isIn = room.members[user.id] != nil
    guard isIn || room.kind == .room else { return .refused(.noSuchConversation) }
    guard !isDisabled(user.id) else { return .refused(.accountClosed) }
    if isIn {
      guard conversation(id, for: user.id) != nil else { return .refused(.noSuchConversation) }
      return .unchanged(try seen(id, user.id))
    }
    guard accounts[user.id] != nil else { throw Fault() }
    let role: MemberRole = room.members.isEmpty ? .owner : .member
    let events = try enter(id, Member(user: user, role: role))
    return .done(try seen(id, user.id), events)
  }

  mutating func add(
    _ added: UserID, to id: ConversationID, by user: User, at time: Timestamp
  ) throws -> Outcome {
    if let refusal = refusalToGovern(id, by: user.id) { return .refused(refusal) }
    guard let other = visible(added, to: user.id) else { return .refused(.noSuchUser) }
    guard rooms[id]?.kind == .group else { return .refused(.joinsAlone) }
    if rooms[id]?.members[added] != nil { return .unchanged(try seen(id, user.id)) }
    if let refusal = refusalToAdd(added, by: user.id) { return .refused(refusal) }
    let entered = try enter(id, Member(user: other, role: .member))
    let rung = ring(added, .groupAdded, by: user, nil, in: .init(id, seq: nil), at: time)
    return .done(try seen(id, user.id), entered + rung)
  }

  mutating func enter(_ id: ConversationID, _ member: Member) throws -> [Event] {
    let count = Int64(rooms[id]?.messages.count ?? 0)
    let mark = ReadMark(seq: head(of: .conversation(id)), number: count)
    rooms[id]?.members[member.user.id] = Membership(role: member.role, mark: mark)
    return [tell(member, .joined, in: id), try tellEntered(id, to: member.user.id)]
  }

  mutating func leave(_ id: ConversationID, _ user: User) -> Outcome {
    if rooms[id]?.isClosed == true { return .refused(.noSuchConversation) }
    guard let role = rooms[id]?.members[user.id]?.role else {
      return .refused(stranger(to: id))
    }
    guard rooms[id]?.kind != .direct else { return .refused(.alwaysTwo) }
    return .done(.nothing, takeOut(Member(user: user, role: role), of: id, .left))
  }

  mutating func remove(_ removed: UserID, from id: ConversationID, by user: User) -> Outcome {
    if let refusal = refusalToGovern(id, by: user.id) { return .refused(refusal) }
    guard let role = rooms[id]?.members[removed]?.role, let other = self.user(removed) else {
      return .refused(.noSuchUser)
    }
    guard role == .member || rooms[id]?.members[user.id]?.role == .owner else {
      return .refused(.forOwners)
    }
    return .done(.nothing, takeOut(Member(user: other, role: role), of: id, .removed))
  }

  private mutating func takeOut(
    _ member: Member, of id: ConversationID, _ change: MemberChange
  ) -> [Event] {
    rooms[id]?.members[member.user.id] = nil
    var events = [tell(member, change, in: id)]
    let left = members(of: id)
    let present = left.filter { !isDisabled($0.user.id) }
    let heir = present.first { $0.role == .admin } ?? present.first ?? left.first
    if member.role == .owner, let heir {
      events.append(setRole(of: heir.user, .owner, in: id))
    }
    return events + forget(of: member.user.id) { $0.place?.conversation == id }
  }

  mutating func setMemberRole(
    _ changed: UserID, _ role: MemberRole, in id: ConversationID, by user: User
  ) throws -> Outcome {
    if let refusal = refusalToGovern(id, by: user.id) { return .refused(refusal) }
    guard rooms[id]?.members[user.id]?.role == .owner else { return .refused(.forOwners) }
    guard let before = rooms[id]?.members[changed]?.role, let other = self.user(changed) else {
      return .refused(.noSuchUser)
    }
    guard before != role else { return .unchanged(try seen(id, user.id)) }
    guard changed != user.id else { return .refused(.ownerStays) }
    var events = [setRole(of: other, role, in: id)]
    if role == .owner { events.append(setRole(of: user, .admin, in: id)) }
    return .done(try seen(id, user.id), events)
  }

  mutating func setRole(
    of user: User, _ role: MemberRole, in id: ConversationID
  ) -> Event {
    rooms[id]?.members[user.id]?.role = role
    return tell(Member(user: user, role: role), .role, in: id)
  }

  private mutating func tell(
    _ member: Member, _ change: MemberChange, in id: ConversationID
  ) -> Event {
    let seq = append(.member(member.user.id, member.role, change), to: .conversation(id))
    return Event(topic: .conversation(id), seq: seq, body: .member(member, change))
  }

  func seen(_ id: ConversationID, _ user: UserID) throws -> Answer {
    guard let seen = conversation(id, for: user) else { throw Fault() }
    return .conversation(seen)
  }

  func refusalToGovern(_ id: ConversationID, by user: UserID) -> Refusal? {
    guard let room = rooms[id], !room.isClosed else { return .noSuchConversation }
    guard let role = room.members[user]?.role else { return .notMember }
    if room.kind == .direct { return .alwaysTwo }
    if isDisabled(user) { return .accountClosed }
    return role == .member ? .forOwnersAndAdmins : nil
  }

  func stranger(to id: ConversationID) -> Refusal {
    rooms[id] == nil ? .noSuchConversation : .notMember
  }
}
