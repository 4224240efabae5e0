import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// People who write to each other at a hub, on devices that come and go.
final class ConversationWorld: SocialWorld {
  /// One socket after another of one person.
  struct Device {
    let person: Int
    var listener: Listener?
    /// The last number that it was told of each conversation.
    var known: [ConversationID: Int64] = [:]
  }

  let place: HubFixture
  let cast: ConversationCast
  let bug: PlantedSocialBug?
  let beginning: ConversationModel
  var devices: [Device] = []
  /// In the order opened.
  var conversations: [ConversationID] = []
  var told: Told
  /// What planted bugs go by.
  var planted = Planted()

  struct Planted {
    /// Who has left what, and how often somebody came back there.
    var isOut: Set<ConversationCast.Seat> = []
    var returns: [Int: Int] = [:]
    /// Which devices were taken out of which conversations and hear on.
    var takenOut: Set<ConversationCast.Seat> = []
  }

  init(
    at place: HubFixture, seed: UInt64, _ random: inout SeededGenerator, _ bug: PlantedSocialBug?
  ) async throws {
    self.place = place
    self.bug = bug
    let people = random.number(3...6)
    cast = try await ConversationCast.gather(people, at: place, seed: seed)
    let owners =
      Array(0..<people)
      + (0..<random.number(1...2)).map { _ in
        random.number(0...people - 1)
      }
    beginning = ConversationModel(people: people, devices: owners)
    told = Told(listeners: owners.count)
    for person in owners {
      let socket = try await place.listen(cast.users[person], loop: devices.count % 2)
      devices.append(Device(person: person, listener: Listener(socket)))
    }
  }

  func take(_ step: ConversationModel.Step) async throws -> String {
    place.clock.advance(by: .milliseconds(1))
    switch step {
    case .wait(let milliseconds):
      place.clock.advance(by: .milliseconds(milliseconds))
      return "ok"
    case .come(let device, let afresh): return try await come(device, afresh: afresh)
    case .go(let device): return try await go(device)
    case .look(let person): return try await sight(of: person).joined(separator: "\n    ")
    case .page(let person, let id, let stretch, let limit):
      return try await page(of: id, stretch, limit, for: person)
    case .together(let one, let other):
      let hands = hands
      async let first = hands.take(one)
      async let second = hands.take(other)
      let answers = try await (first, second)
      return "\(words(answers.0)), \(words(answers.1))"
    default:
      let answer = words(try await hands.take(step))
      plant(after: step, answer)
      return spoiled(answer, of: step)
    }
  }

  private var hands: ConversationHands {
    var sockets: [Int: FakeSocket] = [:]
    for device in devices {
      sockets[device.person] = device.listener?.socket ?? sockets[device.person]
    }
    return ConversationHands(
      place: place, cast: cast, conversations: conversations, sockets: sockets)
  }

  /// An answer in a model's words; a conversation that is new gets the next number.
  private func words(_ answer: ConversationHands.Answer) -> String {
    switch answer {
    case .words(let words): return words
    case .conversation(let id):
      if !conversations.contains(id) { conversations.append(id) }
      return "conversation \(number(of: id))"
    }
  }

  func number(of id: ConversationID) -> Int { conversations.firstIndex(of: id) ?? -1 }

  private func come(_ number: Int, afresh: Bool) async throws -> String {
    let known = afresh ? [:] : devices[number].known
    let socket = try await place.connect(
      cast.users[devices[number].person], loop: number % 2)
    devices[number].listener = Listener(socket)
    devices[number].known = [:]
    let since = known.map { (Topic.conversation($0.key), $0.value) }
    let answer = try await socket.start(since: Dictionary(uniqueKeysWithValues: since))
    if let code = answer.code { return code }
    let heads = conversations.enumerated().compactMap { index, id -> String? in
      guard let head = answer.ok.heads["\(Topic.conversation(id))"].integer else { return nil }
      devices[number].known[id] = devices[number].known[id] ?? head
      return "\(index) at \(head)"
    }
    let resets = answer.ok.reset.elements
    return "heads \(heads), \(resets.isEmpty ? "no resets" : "resets \(resets)")"
  }

  private func go(_ number: Int) async throws -> String {
    _ = try heard()
    try await devices[number].listener?.socket.disconnect()
    devices[number].listener = nil
    return "ok"
  }

  func settle() async throws { await place.settle() }

  func leave() async throws {
    for device in devices { try await device.listener?.socket.disconnect() }
  }
}
