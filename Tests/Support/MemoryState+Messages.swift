import HubbubDomain
import HubbubStore

extension MemoryState {
  mutating func write(_ new: NewMessage) -> Outcome {
    let id = new.conversation
    if let earlier = said(new) {
      guard earlier.new.text.isSame(as: new.text), earlier.new.media == new.media else {
        return .refused(.keyReused)
      }
      return .repeated(
        .message(id: earlier.new.id, seq: earlier.seq, createdAt: earlier.new.createdAt))
    }
    guard !isDisabled(new.author.id) else { return .refused(.accountClosed) }
    if let refusal = refusal(of: new) { return .refused(refusal) }
    let number = Int64(rooms[id]?.messages.count ?? 0) + 1
    let seq = append(.message(number), to: .conversation(id))
    let said = Said(new: new, seq: seq, number: number, text: new.text, media: new.media)
    rooms[id]?.messages.append(said)
    written.append((id, seq))
    rooms[id]?.members[new.author.id]?.mark = ReadMark(seq: seq, number: number)
    let message = message(said, for: .hub, by: new.author)
    let told = Event(topic: .conversation(id), seq: seq, body: .message(message))
    return .done(
      .message(id: new.id, seq: seq, createdAt: new.createdAt), [told] + bells(for: message))
  }

  private mutating func bells(for message: Message) -> [Event] {
    let rung = ring(for: message)
    guard rooms[message.conversation]?.kind == .direct else { return rung }
    return clearBell(of: message.author.id, in: message.conversation, upTo: message.seq) + rung
  }

  private func said(_ new: NewMessage) -> Said? {
    rooms[new.conversation]?.messages.first {
      $0.new.author.id == new.author.id && $0.new.key.isSame(as: new.key)
    }
  }

  private func refusal(of new: NewMessage) -> Refusal? {
    if let refusal = refusalToTouch(new.conversation, by: new.author.id) { return refusal }
    guard let room = rooms[new.conversation] else { return .noSuchConversation }
    if let seq = new.replyTo {
      let isThere = room.messages.contains { $0.seq == seq && !$0.isDeleted }
      guard isThere else { return .noReplyTarget }
    }
    return refusalOfDirect(in: room, new) ?? refusalToShow(new.media, by: new.author.id)?.overSocket
  }

  private func refusalOfDirect(in room: Room, _ new: NewMessage) -> Refusal? {
    guard room.kind == .direct, let other = room.pair.first(where: { $0 != new.author.id }) else {
      return nil
    }
    if isGone(other) { return .hasLeft }
    let mayWrite = room.opener == other || takesMessages(other, from: new.author.id)
    return mayWrite ? nil : .friendsOnly
  }

  func refusalToTouch(_ id: ConversationID, by user: UserID) -> Refusal? {
    guard rooms[id]?.members[user] != nil else { return stranger(to: id) }
    return isPresent(user, in: id) ? nil : .apart
  }

  mutating func read(_ id: ConversationID, by user: UserID, seq: Int64) -> Outcome {
    if let refusal = refusalToTouch(id, by: user) { return .refused(refusal) }
    guard let room = rooms[id], let mark = room.members[user]?.mark else { return .failed }
    let rung = clearBell(of: user, in: id, upTo: seq)
    let count = Int64(room.messages.count)
    guard let upTo = room.messages.last(where: { $0.seq <= seq }), upTo.seq > mark.seq else {
      let answer = Answer.read(seq: mark.seq, unread: count - mark.number)
      return rung.isEmpty ? .unchanged(answer) : .done(answer, rung)
    }
    let after = ReadMark(seq: upTo.seq, number: upTo.number)
    rooms[id]?.members[user]?.mark = after
    let unread = count - upTo.number
    var events = [
      Event(topic: .user(user), seq: nil, body: .unread(id, unread: unread, after))
    ]
    let isTold =
      room.kind != .room && room.members.count <= Int(Limits.tellingMembers)
      && people[user]?.settings.tellsReads == true
    if isTold {
      events.append(
        Event(topic: .conversation(id), seq: nil, body: .read(id, user, seq: upTo.seq)))
    }
    return .done(.read(seq: upTo.seq, unread: unread), events + rung)
  }

  // MARK: - What was said

  mutating func edit(
    _ place: MessagePlace, by user: User, to text: String, at time: Timestamp
  ) -> Outcome {
    if let refusal = refusalToChange(place, by: user.id) { return .refused(refusal) }
    guard let index = index(of: place), let said = said(at: place), !said.isDeleted else {
      return .refused(.noSuchMessage)
    }
    guard said.new.author.id == user.id else { return .refused(.forAuthors) }
    guard time <= said.new.createdAt + Limits.editTime else { return .refused(.tooLateToEdit) }
    guard !said.text.isSame(as: text) else {
      return .unchanged(.changedMessage(message(said, for: user.id)))
    }
    rooms[place.conversation]?.messages[index].text = text
    rooms[place.conversation]?.messages[index].editedAt = time
    let told = tellEdited(place, nil)
    guard let after = self.said(at: place) else { return .failed }
    let bells = unringMentioned(in: message(said, for: .hub), butNotIn: text)
    let rung = ringMentioned(in: message(after, for: .hub), at: time)
    return .done(.changedMessage(message(after, for: user.id)), [told] + bells + rung)
  }

  mutating func deleteMessage(_ place: MessagePlace, by user: User) -> Outcome {
    if let refusal = refusalToChange(place, by: user.id) { return .refused(refusal) }
    guard let said = said(at: place), !said.isDeleted else { return .refused(.noSuchMessage) }
    guard said.new.author.id == user.id else { return .refused(.forAuthors) }
    return .done(.nothing, removeMessage(place))
  }

  mutating func removeMessage(_ place: MessagePlace) -> [Event] {
    guard let index = index(of: place), let said = said(at: place), !said.isDeleted else {
      return []
    }
    let before = message(said, for: .hub)
    rooms[place.conversation]?.messages[index].text = ""
    rooms[place.conversation]?.messages[index].media = []
    forgetUnshown(said.media)
    rooms[place.conversation]?.messages[index].editedAt = nil
    rooms[place.conversation]?.messages[index].isDeleted = true
    rooms[place.conversation]?.messages[index].reactions = []
    let bells = unringMentioned(in: before, butNotIn: "") + unringWritten(before)
    let seq = append(.messageDeleted(place.seq), to: .conversation(place.conversation))
    guard let after = self.said(at: place) else { return bells }
    let told = Event(
      topic: .conversation(place.conversation), seq: seq,
      body: .messageDeleted(message(after, for: .hub)))
    return [told] + bells
  }

  mutating func react(_ place: MessagePlace, _ reacted: Reacted) -> Outcome {
    if let refusal = refusalToChange(place, by: reacted.user) { return .refused(refusal) }
    guard let index = index(of: place), let said = said(at: place), !said.isDeleted else {
      return .refused(.noSuchMessage)
    }
    var reactions = said.reactions
    let there = reactions.firstIndex { $0.emoji == reacted.emoji }
    let isGiven = there.map { reactions[$0].givers.contains(reacted.user) } ?? false
    guard isGiven != reacted.given else {
      return .unchanged(.changedMessage(message(said, for: reacted.user)))
    }
    if let there {
      reactions[there].givers.formSymmetricDifference([reacted.user])
      if reactions[there].givers.isEmpty { reactions.remove(at: there) }
    } else {
      reactions.append((reacted.emoji, [reacted.user]))
    }
    rooms[place.conversation]?.messages[index].reactions = reactions
    let told = tellEdited(place, reacted)
    guard let after = self.said(at: place) else { return .failed }
    return .done(.changedMessage(message(after, for: reacted.user)), [told])
  }

  mutating func tellEdited(_ place: MessagePlace, _ reacted: Reacted?) -> Event {
    let seq = append(.messageEdited(place.seq), to: .conversation(place.conversation))
    guard let said = said(at: place) else { preconditionFailure("it was changed just now") }
    return Event(
      topic: .conversation(place.conversation), seq: seq,
      body: .messageEdited(message(said, for: .hub), reacted))
  }

  private func refusalToChange(_ place: MessagePlace, by user: UserID) -> Refusal? {
    if let refusal = refusalToTouch(place.conversation, by: user) { return refusal }
    return isDisabled(user) ? .accountClosed : nil
  }

  private func index(of place: MessagePlace) -> Int? {
    rooms[place.conversation]?.messages.firstIndex { $0.seq == place.seq }
  }

  func said(at place: MessagePlace) -> Said? {
    rooms[place.conversation]?.messages.first { $0.seq == place.seq }
  }

  // MARK: - Reads

  /// A message by its author as they are called now, unless that is given.
  func message(_ said: Said, for reader: UserID, by author: User? = nil) -> Message {
    let mine = Reaction.palette.filter { emoji in
      said.reactions.contains { $0.emoji == emoji && $0.givers.contains(reader) }
    }
    return Message(
      id: said.new.id, conversation: said.new.conversation, seq: said.seq, number: said.number,
      author: author ?? user(said.new.author.id) ?? said.new.author, text: said.text,
      media: said.media.compactMap(media), createdAt: said.new.createdAt, key: said.new.key,
      replyTo: said.new.replyTo,
      editedAt: said.editedAt, isDeleted: said.isDeleted,
      reactions: said.reactions.map { Reaction(emoji: $0.emoji, count: Int64($0.givers.count)) },
      mine: reader == .hub || said.reactions.isEmpty ? nil : mine)
  }

  func messages(
    of id: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) -> MessagePage {
    let all = (rooms[id]?.messages ?? []).map { message($0, for: reader) }
    switch range {
    case .latest:
      return MessagePage(items: all.suffix(limit), hasMore: all.count > limit)
    case .before(let seq):
      let older = all.filter { $0.seq < seq }
      return MessagePage(items: older.suffix(limit), hasMore: older.count > limit)
    case .after(let seq):
      let newer = all.filter { $0.seq > seq }
      return MessagePage(items: Array(newer.prefix(limit)), hasMore: newer.count > limit)
    case .around(let seq):
      let (older, newer) = (all.filter { $0.seq <= seq }, all.filter { $0.seq > seq })
      let before = older.suffix(max(1, limit / 2))
      let after = newer.prefix(limit - before.count)
      let isMore = (before.count < older.count, after.count < newer.count)
      return MessagePage(
        items: Array(before) + after, hasMore: isMore.0 || isMore.1, hasMoreBefore: isMore.0,
        hasMoreAfter: isMore.1)
    }
  }
}
