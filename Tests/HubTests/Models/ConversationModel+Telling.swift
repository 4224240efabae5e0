/// What each device is told.
extension ConversationModel {
  func here(_ person: Int) -> [Int] {
    devices.indices.filter { devices[$0].isHere && devices[$0].person == person }
  }

  /// Gives something the next number, and tells it to who hears the conversation.
  ///
  /// - Parameters:
  ///   - reaction: who gave or took back what, where that was it.
  ///   - absent: who does not hear it.
  mutating func tell(
    _ entry: Entry, in id: Int, _ reaction: String? = nil, except absent: Int? = nil
  ) {
    conversations[id].entries.append(entry)
    let seq = conversations[id].head
    let line = line(seq, in: id) + (reaction.map { ", \($0)" } ?? "")
    for device in devices.indices where devices[device].isHere {
      let person = devices[device].person
      guard hears(person, id), person != absent else { continue }
      told.tell(device, on: .conversation(id), line)
      devices[device].known[id] = seq
    }
  }

  /// What has a number, as it now is.
  private func line(_ seq: Int, in id: Int) -> String {
    let conversation = conversations[id]
    return switch conversation.entries[seq - 1] {
    case .message(let place): "\(seq) message \(shown(conversation.messages[place]))"
    case .edited(let place): "\(seq) message_edited \(shown(conversation.messages[place]))"
    case .deleted(let place): "\(seq) message_deleted \(shown(conversation.messages[place]))"
    case .member(let person, let role, let change):
      "\(seq) member \(person) \(role.rawValue) \(change)"
    case .conversation: "\(seq) conversation \(conversation.title ?? "-")"
    case .nothing: "\(seq) skip"
    }
  }

  /// Somebody hears a conversation from now on.
  mutating func begin(_ id: Int, for person: Int) {
    let head = conversations[id].head
    for device in here(person) {
      told.tell(device, on: .user(person), "conversation \(facts(of: id, for: person))")
      told.tell(device, on: .conversation(id), "joined at \(head)")
      devices[device].known[id] = head
    }
    showUnread(of: id, to: person)
  }

  /// Somebody hears a conversation no more.
  mutating func end(_ id: Int, for person: Int) {
    for device in here(person) {
      told.tell(device, on: .conversation(id), "left")
      devices[device].known[id] = nil
    }
  }

  mutating func showUnread(of id: Int, to person: Int) {
    for device in here(person) { showUnread(of: id, onDevice: device) }
  }

  private mutating func showUnread(of id: Int, onDevice device: Int) {
    let person = devices[device].person
    guard let mark = conversations[id].members[person]?.mark else { return }
    told.show(
      device, on: .unread(id), "\(unread(of: person, in: id)), read \(mark.seq)/\(mark.number)")
  }

  mutating func showMark(of person: Int, in id: Int, _ seq: Int) {
    guard conversations[id].tellsReads, !discreet.contains(person) else { return }
    for device in devices.indices
    where devices[device].isHere && hears(devices[device].person, id) {
      told.show(device, on: .mark(id, of: person), "\(seq)")
    }
  }

  /// A device that comes back is told what is newer than what it has, as it now is.
  mutating func come(_ device: Int, afresh: Bool) -> String {
    let person = devices[device].person
    let known = afresh ? [:] : devices[device].known
    devices[device].isHere = true
    devices[device].known = [:]
    let heard = conversations.indices.filter { hears(person, $0) }
    for id in heard {
      let head = conversations[id].head
      for seq in (known[id] ?? head)..<head {
        told.tell(device, on: .conversation(id), line(seq + 1, in: id))
      }
      devices[device].known[id] = head
      showUnread(of: id, onDevice: device)
    }
    return "heads \(heard.map { "\($0) at \(conversations[$0].head)" }), no resets"
  }

  mutating func go(_ device: Int) -> String {
    devices[device].isHere = false
    return "ok"
  }
}
