import HubbubDomain
import HubbubTesting

@testable import HubbubHub

extension ConversationWorld {
  func heard() throws -> [Told] {
    for number in devices.indices {
      for frame in try devices[number].listener?.news() ?? [] { take(frame, on: number) }
    }
    return [told]
  }

  private func take(_ frame: JSON, on device: Int) {
    let parts = frame.topic.string?.split(separator: ":") ?? []
    guard parts.count == 2 else { return }
    if parts[0] == "user" { return takeOwn(frame, on: device) }
    guard parts[0] == "conversation", let id = ConversationID(String(parts[1])) else { return }
    let number = number(of: id)
    guard frame.event != "read" else { return takeMark(frame, in: number, on: device) }
    count(frame, in: id, on: device)
    let line = line(frame)
    told.tell(device, on: .conversation(number), line)
    hearOn(frame, line, in: number, on: device)
  }

  /// Remembers what the device has, as a page does.
  private func count(_ frame: JSON, in id: ConversationID, on device: Int) {
    devices[device].known[id] = frame.event == "left" ? nil : frame.seq.integer
  }

  private func line(_ frame: JSON) -> String {
    let name = frame.event.string ?? "?"
    let seq = frame.seq.integer ?? -1
    let data = frame.data
    switch name {
    case "joined": return "joined at \(seq)"
    case "left": return "left"
    case "message", "message_deleted", "message_edited":
      return "\(seq) \(name) \(cast.shown(data.message))" + reaction(data.reacted)
    case "member":
      return "\(seq) member \(cast.number(data.member.id)) \(data.member.role.string ?? "?") "
        + "\(data.change.string ?? "?")"
    case "conversation": return "\(seq) conversation \(data.conversation.title.string ?? "-")"
    default: return "\(seq) \(name)"
    }
  }

  private func reaction(_ reacted: JSON) -> String {
    guard let emoji = reacted.emoji.string, let given = reacted.given.boolean else { return "" }
    return ", \(cast.number(reacted.user)) \(emoji) \(given)"
  }

  private func takeMark(_ frame: JSON, in number: Int, on device: Int) {
    let person = cast.number(frame.data.user)
    told.show(device, on: .mark(number, of: person), "\(frame.data.seq.integer ?? -1)")
  }

  private func takeOwn(_ frame: JSON, on device: Int) {
    let topic = ModelTopic.user(devices[device].person)
    let data = frame.data
    switch frame.event {
    case "conversation":
      told.tell(device, on: topic, "conversation \(shown(data.conversation))")
    case "notification":
      let entry = data.notification
      told.tell(
        device, on: topic,
        "\(entry.kind.string ?? "?") by \(cast.number(entry.actor.id)) in "
          + "\(number(of: entry.conversation))")
    case "unread":
      let mark = "\(data.readSeq.integer ?? -1)/\(data.readNumber.integer ?? -1)"
      told.show(
        device, on: .unread(number(of: data.conversation)),
        "\(data.unread.integer ?? -1), read \(mark)")
    case "notifications": told.show(device, on: .bell, "\(data.unread.integer ?? -1)")
    default: break
    }
  }

  private func number(of id: JSON) -> Int {
    id.string.flatMap { ConversationID($0) }.map { number(of: $0) } ?? -1
  }

  private func shown(_ told: JSON) -> ConversationModel.ShownConversation {
    func number(_ json: JSON) -> Int { Int(json.integer ?? -1) }
    return ConversationModel.ShownConversation(
      id: self.number(of: told.id), kind: told.kind.string ?? "?", title: told.title.string,
      count: number(told.memberCount),
      members: told["members"].elements.map { "\(cast.number($0.id)) \($0.role.string ?? "?")" },
      head: number(told.lastSeq), messages: number(told.messages),
      mark: ConversationModel.Mark(seq: number(told.readSeq), number: number(told.readNumber)),
      unread: number(told.unread), role: told.role.string,
      last: told.lastMessage.seq.integer.map { Int($0) })
  }
}
