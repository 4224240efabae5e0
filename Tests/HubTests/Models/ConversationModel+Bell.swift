/// Whose bell rings for what, and what is on it.
extension ConversationModel {
  /// Rings, unless they did it themselves, want no such rings, or the two are apart.
  mutating func ring(
    _ person: Int, _ kind: Ring, by actor: Int, in id: Int, about message: Int?
  ) {
    guard person != actor, !silenced[person].contains(kind), !areApart(person, actor) else {
      return
    }
    bells[person].append(
      BellRow(kind: kind, actor: actor, conversation: id, message: message))
    for device in here(person) {
      told.tell(device, on: .user(person), "\(kind.rawValue) by \(actor) in \(id)")
    }
  }

  mutating func ring(for message: Message, in id: Int) {
    guard conversations[id].kind == .direct else { return ringNamed(by: message, in: id) }
    for other in conversations[id].members.keys where other != message.author {
      ringOfDirect(other, for: message, in: id)
    }
  }

  /// One open row for each conversation of two; one that was read makes room for it,
  /// also where the person wants no such rings any more.
  private mutating func ringOfDirect(_ other: Int, for message: Message, in id: Int) {
    let rows = bells[other].filter { $0.kind == .message && $0.conversation == id }
    guard rows.allSatisfy(\.isRead) else { return }
    bells[other].removeAll { $0.kind == .message && $0.conversation == id }
    ring(other, .message, by: message.author, in: id, about: message.seq)
  }

  /// Each member that a message names hears of it once; between two there is no need.
  mutating func ringNamed(by message: Message, in id: Int) {
    guard conversations[id].kind != .direct else { return }
    for person in Self.named(in: message.text) where role(of: person, in: id) != nil {
      let isThere = bells[person].contains {
        $0.kind == .mention && $0.conversation == id && $0.message == message.seq
      }
      if !isThere { ring(person, .mention, by: message.author, in: id, about: message.seq) }
    }
  }

  /// Takes a message off the bells of those that it names no more.
  mutating func unring(_ before: [Int], but after: [Int], of seq: Int, in id: Int) {
    for person in before where !after.contains(person) {
      clear(person) { $0.kind == .mention && $0.conversation == id && $0.message == seq }
    }
  }

  /// What the bell tells of a message between two goes on to the next that waits.
  mutating func unringDirect(of seq: Int, by author: Int, in id: Int) {
    guard conversations[id].kind == .direct else { return }
    let next = conversations[id].messages.first {
      $0.seq > seq && $0.author == author && !$0.isDeleted
    }
    for person in conversations[id].members.keys where person != author {
      let row = bells[person].firstIndex {
        $0.kind == .message && $0.conversation == id && $0.message == seq
      }
      guard let row else { continue }
      if let next, !bells[person][row].isRead {
        bells[person][row].message = next.seq
      } else {
        clear(person) { $0.kind == .message && $0.conversation == id }
      }
    }
  }

  static func named(in text: String) -> [Int] {
    text.split(separator: " ").filter { $0.first == "@" }.compactMap { Int($0.dropFirst()) }
  }

  /// Takes rows off somebody's bell, and tells how many wait now.
  mutating func clear(_ person: Int, _ isGone: (BellRow) -> Bool) {
    let before = bells[person].count
    bells[person].removeAll(where: isGone)
    if bells[person].count < before { showBell(to: person) }
  }

  mutating func markRead(of person: Int, _ isRead: (BellRow) -> Bool) {
    let rows = bells[person].indices.filter {
      !bells[person][$0].isRead && isRead(bells[person][$0])
    }
    for row in rows { bells[person][row].isRead = true }
    if !rows.isEmpty { showBell(to: person) }
  }

  private mutating func showBell(to person: Int) {
    for device in here(person) {
      told.show(device, on: .bell, "\(bells[person].filter { !$0.isRead }.count)")
    }
  }
}
