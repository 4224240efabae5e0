/// Messages that wait for their answers, and are sent again after a break
/// under the same key, so that each is written once.
final class Outbox {
  private struct Message {
    let room: String
    let key: String
    let text: String
  }

  /// One question: whose, and which.
  private struct Asked: Hashable {
    let visitor: Int
    let ref: Int
  }

  private let crew: Crew
  private var waiting: [Int: [Message]] = [:]
  private var keys: [Asked: String] = [:]
  private var written = 0
  /// Messages that are on the server's disk.
  private(set) var answered = 0

  var isEmpty: Bool { waiting.isEmpty }

  init(_ crew: Crew) { self.crew = crew }

  func send(_ text: String, to room: String, by visitor: Visitor) {
    written += 1
    let message = Message(room: room, key: crew.key(written), text: text)
    waiting[visitor.index, default: []].append(message)
    ask(message, by: visitor)
  }

  /// Asks again what was not answered before the break, in the same order.
  func sendAgain(by visitor: Visitor) {
    keys = keys.filter { $0.key.visitor != visitor.index }
    for message in waiting[visitor.index] ?? [] { ask(message, by: visitor) }
  }

  private func ask(_ message: Message, by visitor: Visitor) {
    let ref = visitor.ask {
      Question.send(
        ref: $0, conversation: message.room, key: message.key, text: message.text)
    }
    keys[Asked(visitor: visitor.index, ref: ref)] = message.key
  }

  /// - Returns: whether it answers a message.
  @discardableResult
  func answered(ref: Int?, by visitor: Visitor, isRefusal: Bool) -> Bool {
    guard let ref, let key = keys.removeValue(forKey: Asked(visitor: visitor.index, ref: ref))
    else { return false }
    waiting[visitor.index]?.removeAll { $0.key == key }
    if waiting[visitor.index]?.isEmpty ?? true { waiting[visitor.index] = nil }
    if !isRefusal { answered += 1 }
    return true
  }
}
