import HubbubDomain
import HubbubStore

extension MemoryState {
  mutating func open(_ new: NewRoom) throws -> Outcome {
    guard !isDisabled(new.owner.id) else { return .refused(.accountClosed) }
    guard rooms[new.id] == nil, accounts[new.owner.id] != nil else { throw Fault() }
    var room = Room(new: new, number: rooms.count)
    room.members[new.owner.id] = Membership(role: .owner, readSeq: 0, readNumber: 0)
    rooms[new.id] = room
    let topics = [Topic.conversation(new.id), .user(new.owner.id)]
    let seqs = topics.map { append(.conversation(new.id), to: $0) }
    guard let seen = conversation(new.id, for: new.owner.id) else { throw Fault() }
    let events = zip(topics, seqs).map { Event(topic: $0, seq: $1, body: .conversation(seen)) }
    return .done(.conversation(seen), events)
  }

  mutating func join(_ id: ConversationID, _ user: User) throws -> Outcome {
    guard let room = rooms[id] else { return .refused(.noSuchConversation) }
    guard !isDisabled(user.id) else { return .refused(.accountClosed) }
    guard room.members[user.id] == nil else {
      guard let seen = conversation(id, for: user.id) else { throw Fault() }
      return .unchanged(.conversation(seen))
    }
    guard accounts[user.id] != nil else { throw Fault() }
    let place = Membership(
      role: .member, readSeq: head(of: .conversation(id)), readNumber: Int64(room.messages.count))
    rooms[id]?.members[user.id] = place
    let seq = append(.member(user.id, .member, .joined), to: .conversation(id))
    let userSeq = append(.conversation(id), to: .user(user.id))
    guard let seen = conversation(id, for: user.id) else { throw Fault() }
    let member = Member(user: user, role: .member)
    return .done(
      .conversation(seen),
      [
        Event(topic: .conversation(id), seq: seq, body: .member(member, .joined)),
        Event(topic: .user(user.id), seq: userSeq, body: .conversation(seen)),
      ])
  }

  mutating func leave(_ id: ConversationID, _ user: User) -> Outcome {
    guard let membership = rooms[id]?.members[user.id] else { return .refused(stranger(to: id)) }
    rooms[id]?.members[user.id] = nil
    let seq = append(.member(user.id, membership.role, .left), to: .conversation(id))
    let member = Member(user: user, role: membership.role)
    return .done(
      .nothing, [Event(topic: .conversation(id), seq: seq, body: .member(member, .left))])
  }

  mutating func write(_ new: NewMessage) -> Outcome {
    let id = new.conversation
    let key = Key(new.key, of: new.author.id, in: id)
    if let earlier = messageKeys[key] {
      guard earlier.text.isSame(as: new.text) else { return .refused(.keyReused) }
      return .repeated(
        .message(id: earlier.id, seq: earlier.seq, createdAt: earlier.createdAt))
    }
    guard !isDisabled(new.author.id) else { return .refused(.accountClosed) }
    guard let room = rooms[id], room.members[new.author.id] != nil else {
      return .refused(stranger(to: id))
    }
    let message = Message(
      id: new.id, conversation: id, seq: head(of: .conversation(id)) + 1,
      number: Int64(room.messages.count) + 1, author: new.author, text: new.text,
      createdAt: new.createdAt, key: new.key)
    let seq = append(.message(message), to: .conversation(id))
    messageKeys[key] = message
    rooms[id]?.messages.append(message)
    rooms[id]?.members[new.author.id]?.readSeq = seq
    rooms[id]?.members[new.author.id]?.readNumber = message.number
    return .done(
      .message(id: new.id, seq: seq, createdAt: new.createdAt),
      [Event(topic: .conversation(id), seq: seq, body: .message(message))])
  }

  mutating func read(_ id: ConversationID, by user: UserID, seq: Int64) -> Outcome {
    guard let room = rooms[id], let mark = room.members[user] else {
      return .refused(stranger(to: id))
    }
    let count = Int64(room.messages.count)
    guard let upTo = room.messages.last(where: { $0.seq <= seq }), upTo.seq > mark.readSeq else {
      return .unchanged(.read(seq: mark.readSeq, unread: count - mark.readNumber))
    }
    rooms[id]?.members[user]?.readSeq = upTo.seq
    rooms[id]?.members[user]?.readNumber = upTo.number
    let unread = count - upTo.number
    let event = Event(
      topic: .user(user), seq: nil, body: .unread(id, unread: unread, readSeq: upTo.seq))
    return .done(.read(seq: upTo.seq, unread: unread), [event])
  }

  private func stranger(to id: ConversationID) -> Refusal {
    rooms[id] == nil ? .noSuchConversation : .notMember
  }
}
