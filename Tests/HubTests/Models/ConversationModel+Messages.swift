/// What is said, changed and read.
extension ConversationModel {
  private static let editTime = 15 * 60 * 1_000

  /// A key that was acknowledged is answered the same for ever, whatever has changed.
  mutating func send(
    _ text: String, by person: Int, in id: Int, key: String, replyTo: Int?
  ) -> String {
    let messages = conversations[id].messages
    if let earlier = messages.first(where: { $0.author == person && $0.key == key }) {
      return earlier.sent == text ? "seq \(earlier.seq)" : "key_reused"
    }
    if let refusal = refusalToTouch(id, by: person) { return refusal }
    if let replyTo, conversations[id].message(at: replyTo) == nil { return "not_found" }
    let new = Message(
      seq: conversations[id].head + 1, number: messages.count + 1, author: person, key: key,
      sent: text, replyTo: replyTo, time: now, text: text)
    conversations[id].messages.append(new)
    conversations[id].members[person]?.mark = Mark(seq: new.seq, number: new.number)
    tell(.message(messages.count), in: id)
    if conversations[id].kind == .direct {
      markRead(of: person) { $0.conversation == id && ($0.message ?? 0) <= new.seq }
    }
    ring(for: new, in: id)
    return "seq \(new.seq)"
  }

  mutating func edit(_ seq: Int, in id: Int, by person: Int, _ text: String) -> String {
    changeOwn(seq, in: id, by: person) { model, place in
      let message = model.conversations[id].messages[place]
      guard model.now <= message.time + Self.editTime else { return "forbidden" }
      guard message.text != text else { return "ok" }
      model.conversations[id].messages[place].text = text
      model.conversations[id].messages[place].isEdited = true
      model.tell(.edited(place), in: id)
      model.unring(Self.named(in: message.text), but: Self.named(in: text), of: seq, in: id)
      model.ringNamed(by: model.conversations[id].messages[place], in: id)
      return "ok"
    }
  }

  /// Nothing but its number is left.
  mutating func delete(_ seq: Int, in id: Int, by person: Int) -> String {
    changeOwn(seq, in: id, by: person) { model, place in
      model.conversations[id].messages[place].text = ""
      model.conversations[id].messages[place].isEdited = false
      model.conversations[id].messages[place].isDeleted = true
      model.conversations[id].messages[place].reactions = [:]
      model.tell(.deleted(place), in: id)
      model.unring(Array(0..<model.people), but: [], of: seq, in: id)
      model.unringDirect(of: seq, by: person, in: id)
      return "ok"
    }
  }

  private mutating func changeOwn(
    _ seq: Int, in id: Int, by person: Int, _ change: (inout Self, Int) -> String
  ) -> String {
    if let refusal = refusalToTouch(id, by: person) { return refusal }
    guard let place = conversations[id].message(at: seq) else { return "not_found" }
    guard conversations[id].messages[place].author == person else { return "forbidden" }
    return change(&self, place)
  }

  mutating func react(
    to seq: Int, in id: Int, by person: Int, _ emoji: String, _ given: Bool
  ) -> String {
    if let refusal = refusalToTouch(id, by: person) { return refusal }
    guard let place = conversations[id].message(at: seq) else { return "not_found" }
    var givers = conversations[id].messages[place].reactions[emoji] ?? []
    guard givers.contains(person) != given else { return "ok" }
    if given { givers.insert(person) } else { givers.remove(person) }
    conversations[id].messages[place].reactions[emoji] = givers.isEmpty ? nil : givers
    tell(.edited(place), in: id, "\(person) \(emoji) \(given)")
    return "ok"
  }

  /// A mark stands at a message, and never goes back.
  mutating func read(_ id: Int, by person: Int, upTo seq: Int) -> String {
    if let refusal = refusalToTouch(id, by: person) { return refusal }
    guard let before = conversations[id].members[person] else { return "not_member" }
    markRead(of: person) { $0.conversation == id && ($0.message ?? 0) <= seq }
    if let last = conversations[id].messages.last(where: { $0.seq <= seq }),
      last.seq > before.mark.seq
    {
      conversations[id].members[person]?.mark = Mark(seq: last.seq, number: last.number)
      showUnread(of: id, to: person)
      showMark(of: person, in: id, last.seq)
    }
    let mark = conversations[id].members[person]?.mark ?? before.mark
    return "read \(mark.seq), \(unread(of: person, in: id)) unread"
  }
}
