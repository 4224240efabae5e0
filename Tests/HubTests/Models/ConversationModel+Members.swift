/// Opening, coming in, going, and who may what.
extension ConversationModel {
  /// Why somebody cannot be written to, or added.
  private func refusal(toReach other: Int, by person: Int) -> String? {
    if blocks.contains(Block(by: other, of: person)) { return "not_found" }
    return blocks.contains(Block(by: person, of: other)) ? "blocked" : nil
  }

  /// Why somebody may not rename, add or remove there.
  private func refusal(toGovern id: Int, by person: Int) -> String? {
    if isClosed(id) { return "not_found" }
    guard let role = role(of: person, in: id) else { return "not_member" }
    return conversations[id].kind == .direct || role == .member ? "forbidden" : nil
  }

  // MARK: - Opening

  mutating func openRoom(by person: Int, _ title: String) -> String {
    open(Conversation(kind: .room, title: title, time: now), [(person, .owner)])
  }

  mutating func openGroup(by person: Int, _ others: [Int], _ title: String) -> String {
    for other in others {
      if let refusal = refusal(toReach: other, by: person) { return refusal }
    }
    let opened = open(
      Conversation(kind: .group, title: title, time: now),
      [(person, .owner)] + others.map { ($0, .member) })
    let id = conversations.count - 1
    for other in others { ring(other, .groupAdded, by: person, in: id, about: nil) }
    return opened
  }

  mutating func openDirect(by person: Int, with other: Int) -> String {
    if let refusal = refusal(toReach: other, by: person) { return refusal }
    if let there = direct(of: person, other) { return "conversation \(there)" }
    return open(
      Conversation(kind: .direct, title: nil, time: now), [(person, .member), (other, .member)])
  }

  private mutating func open(_ new: Conversation, _ members: [(Int, Role)]) -> String {
    let id = conversations.count
    conversations.append(new)
    tell(.conversation, in: id)  // nobody is there to hear it
    for (person, role) in members {
      conversations[id].members[person] = Membership(role: role)
    }
    for (person, _) in members { begin(id, for: person) }
    return "conversation \(id)"
  }

  mutating func retitle(_ id: Int, by person: Int, _ title: String) -> String {
    if let refusal = refusal(toGovern: id, by: person) { return refusal }
    if conversations[id].title != title {
      conversations[id].title = title
      tell(.conversation, in: id)
    }
    return "conversation \(id)"
  }

  // MARK: - Coming and going

  mutating func join(_ id: Int, _ person: Int) -> String {
    let isIn = role(of: person, in: id) != nil
    guard conversations[id].kind == .room || isIn && !isClosed(id) else { return "not_found" }
    // Whoever finds a room empty owns it.
    if !isIn { enter(id, person, conversations[id].members.isEmpty ? .owner : .member) }
    return "conversation \(id)"
  }

  mutating func add(_ other: Int, to id: Int, by person: Int) -> String {
    if let refusal = refusal(toGovern: id, by: person) { return refusal }
    let refusal = refusal(toReach: other, by: person)
    if refusal == "not_found" { return "not_found" }
    if conversations[id].kind == .room { return "forbidden" }
    guard role(of: other, in: id) == nil else { return "conversation \(id)" }
    if let refusal { return refusal }
    enter(id, other, .member)
    ring(other, .groupAdded, by: person, in: id, about: nil)
    return "conversation \(id)"
  }

  /// What was said before somebody came counts as read.
  private mutating func enter(_ id: Int, _ person: Int, _ role: Role) {
    let conversation = conversations[id]
    let mark = Mark(seq: conversation.head, number: conversation.messages.count)
    tell(.member(person, role, "joined"), in: id)
    conversations[id].members[person] = Membership(role: role, mark: mark)
    begin(id, for: person)
  }

  mutating func leave(_ id: Int, _ person: Int) -> String {
    if isClosed(id) { return "not_found" }
    guard role(of: person, in: id) != nil else { return "not_member" }
    guard conversations[id].kind != .direct else { return "forbidden" }
    takeOut(person, of: id, "left")
    return "ok"
  }

  /// An owner takes out anybody, an admin who is neither.
  mutating func remove(_ other: Int, from id: Int, by person: Int) -> String {
    if let refusal = refusal(toGovern: id, by: person) { return refusal }
    guard let before = role(of: other, in: id) else { return "not_found" }
    guard before == .member || role(of: person, in: id) == .owner else { return "forbidden" }
    takeOut(other, of: id, "removed")
    return "ok"
  }

  private mutating func takeOut(_ person: Int, of id: Int, _ change: String) {
    guard let role = role(of: person, in: id) else { return }
    tell(.member(person, role, change), in: id)
    conversations[id].members[person] = nil
    end(id, for: person)
    if role == .owner, let heir = heir(of: id) { appoint(heir, .owner, in: id) }
    clear(person) { $0.conversation == id }
  }

  private func heir(of id: Int) -> Int? {
    let members = conversations[id].members
    return members.filter { $0.value.role == .admin }.keys.min() ?? members.keys.min()
  }

  // MARK: - Roles

  mutating func setRole(of other: Int, _ role: Role, in id: Int, by person: Int) -> String {
    if let refusal = refusal(toGovern: id, by: person) { return refusal }
    guard self.role(of: person, in: id) == .owner else { return "forbidden" }
    guard let before = self.role(of: other, in: id) else { return "not_found" }
    guard before != role else { return "conversation \(id)" }
    guard other != person else { return "forbidden" }
    appoint(other, role, in: id)
    if role == .owner { appoint(person, .admin, in: id) }
    return "conversation \(id)"
  }

  private mutating func appoint(_ person: Int, _ role: Role, in id: Int) {
    conversations[id].members[person]?.role = role
    tell(.member(person, role, "role"), in: id)
  }

  // MARK: - Blocks

  /// Nobody who is blocked can do anything about the blocker.
  mutating func block(_ one: Int, _ other: Int) -> String {
    if blocks.contains(Block(by: other, of: one)) { return "not_found" }
    guard !areApart(one, other) else { return "ok" }
    if let id = direct(of: one, other) {
      for person in [one, other] {
        tell(.nothing, in: id, except: person == one ? nil : one)
        end(id, for: person)
      }
    }
    blocks.insert(Block(by: one, of: other))
    clear(one) { $0.actor == other }
    clear(other) { $0.actor == one }
    return "ok"
  }

  mutating func unblock(_ one: Int, _ other: Int) -> String {
    if blocks.contains(Block(by: other, of: one)) { return "not_found" }
    guard blocks.contains(Block(by: one, of: other)) else { return "ok" }
    if let id = direct(of: one, other) {
      tell(.conversation, in: id)
      blocks.remove(Block(by: one, of: other))
      for person in [one, other] { begin(id, for: person) }
    }
    blocks.remove(Block(by: one, of: other))
    return "ok"
  }
}
