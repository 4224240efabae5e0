import HubbubTesting
import Testing

@testable import HubbubDomain

/// What a command means, read a second time in the plainest way there is.
struct QuestionAgreementTests {
  private typealias Reading = Result<Question, Wire.Unreadable>

  @Test(arguments: [UInt64(7), 8])
  func `20,000 messages are understood or refused as the plainest reading has it`(seed: UInt64) {
    var generator = JSONGenerator(seed: seed)
    var understood = 0
    for _ in 0..<20_000 {
      let text = generator.text()
      let ours = reading { () throws(Wire.Unreadable) in try ask(text) }
      let wanted = reading { () throws(Wire.Unreadable) in try Self.plainest(text) }
      if case .success = ours { understood += 1 }
      guard !Self.agree(ours, wanted) else { continue }
      Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription): \(ours) \(wanted)")
      return
    }
    #expect(understood > 2000)
  }

  private func reading(
    _ body: () throws(Wire.Unreadable) -> Question
  ) -> Reading { Result(catching: body) }

  /// Whether the answers are the same but for the sentence.
  private static func agree(_ ours: Reading, _ wanted: Reading) -> Bool {
    switch (ours, wanted) {
    case (.success(let left), .success(let right)): left == right
    case (.failure(let left), .failure(let right)):
      left.ref == right.ref && left.refusal.code == right.refusal.code
        && left.refusal.field == right.refusal.field
    default: false
    }
  }

  // MARK: - The plainest reading

  private static func plainest(_ text: [UInt8]) throws(Wire.Unreadable) -> Question {
    guard let json = try? JSON(scanning: text), case .object = json else { throw no(nil, nil) }
    guard let ref = json.ref.integer else { throw no(nil, "ref") }
    guard let op = json.op.string else { throw no(ref, "op") }
    return Question(ref: ref, command: try command(op, json, ref))
  }

  private static func command(
    _ op: String, _ json: JSON, _ ref: Int64
  ) throws(Wire.Unreadable) -> Command {
    switch op {
    case "start": try start(json, ref)
    case "subscribe": .subscribe(try topics(json, ref))
    case "unsubscribe": .unsubscribe(try topics(json, ref))
    case "send": try send(json, ref)
    case "like": .like(try id("post", json, ref))
    case "unlike": .unlike(try id("post", json, ref))
    case "read": .read(try id("conversation", json, ref), seq: try number(json.seq, "seq", ref))
    case "typing": .typing(try id("conversation", json, ref))
    case "active": .active
    case "ping": .ping
    default: throw no(ref, "op")
    }
  }

  private static func start(_ json: JSON, _ ref: Int64) throws(Wire.Unreadable) -> Command {
    guard json.epoch == .null || json.epoch.string != nil else { throw no(ref, "epoch") }
    guard json.since != .null else { return .start(epoch: json.epoch.string, since: [:]) }
    guard case .object(let members) = json.since else { throw no(ref, "since") }
    var since: [Topic: Int64] = [:]
    for (name, value) in members {
      let seq = try number(value, "since", ref)
      if let topic = Topic(name) { since[topic] = seq }
    }
    return .start(epoch: json.epoch.string, since: since)
  }

  private static func send(_ json: JSON, _ ref: Int64) throws(Wire.Unreadable) -> Command {
    let conversation: ConversationID = try id("conversation", json, ref)
    let key = try written("key", 64, json, ref)
    let media = try media(json, ref)
    let text = try written("text", 4000, json, ref, mayBeEmpty: !media.isEmpty)
    let isAnswer = json.members["replyTo"] != nil && json.replyTo != .null
    let replyTo = isAnswer ? try number(json.replyTo, "replyTo", ref) : nil
    return .send(conversation: conversation, key: key, text: text, media: media, replyTo: replyTo)
  }

  private static func media(_ json: JSON, _ ref: Int64) throws(Wire.Unreadable) -> [MediaID] {
    if json.members["media"] == nil || json.media == .null { return [] }
    guard case .array(let elements) = json.media, elements.count <= 4 else {
      throw no(ref, "media")
    }
    var media: [MediaID] = []
    for element in elements {
      guard let text = element.string else { throw no(ref, "media") }
      guard let id = MediaID(text) else {
        throw Wire.Unreadable(ref: ref, refusal: Refusal(.notFound, "", field: "media"))
      }
      media.append(id)
    }
    return media
  }

  private static func topics(_ json: JSON, _ ref: Int64) throws(Wire.Unreadable) -> [Topic] {
    guard case .array(let elements) = json.topics else { throw no(ref, "topics") }
    var topics: [Topic] = []
    for element in elements {
      guard let topic = element.string.flatMap(Topic.init), topic.isAskedFor else {
        throw no(ref, "topics")
      }
      topics.append(topic)
    }
    return topics
  }

  private static func id<Kind>(
    _ field: String, _ json: JSON, _ ref: Int64
  ) throws(Wire.Unreadable) -> Identifier<Kind> {
    guard let text = json[field].string else { throw no(ref, field) }
    guard let id = Identifier<Kind>(text) else {
      throw Wire.Unreadable(ref: ref, refusal: Refusal(.notFound, ""))
    }
    return id
  }

  private static func number(
    _ value: JSON, _ field: String, _ ref: Int64
  ) throws(Wire.Unreadable) -> Int64 {
    guard let number = value.integer, number >= 0 else { throw no(ref, field) }
    return number
  }

  private static func written(
    _ field: String, _ characters: Int, _ json: JSON, _ ref: Int64, mayBeEmpty: Bool = false
  ) throws(Wire.Unreadable) -> String {
    guard let text = json[field].string else { throw no(ref, field) }
    guard text.unicodeScalars.count <= characters else {
      throw Wire.Unreadable(ref: ref, refusal: Refusal(.tooLarge, "", field: field))
    }
    let isSeen = mayBeEmpty || !text.isBlank
    guard isSeen, !text.unicodeScalars.contains("\0") else { throw no(ref, field) }
    return text
  }

  private static func no(_ ref: Int64?, _ field: String?) -> Wire.Unreadable {
    Wire.Unreadable(ref: ref, refusal: Refusal(.badRequest, "", field: field))
  }
}

extension Topic {
  /// Whether a socket hears it only if it asks.
  fileprivate var isAskedFor: Bool {
    if case .post = self { true } else { self == .stats }
  }
}
