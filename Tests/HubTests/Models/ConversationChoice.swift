import HubbubTesting

/// What somebody might do next: at random, mostly what makes sense.
struct ConversationChoice {
  typealias Step = ConversationModel.Step

  private static let emojis = ["👍", "🎉", "❤️"]

  let model: ConversationModel
  var random: SeededGenerator

  mutating func step() -> Step {
    let (count, kind) = (model.conversations.count, random.number(0...59))
    if count == 0 || kind < 2 && count < 5 || kind < 30 && count < 2 { return open() }
    return switch kind {
    case 0...11: coming()
    case 12...15: governing()
    case 16...18: blocking()
    case 19...22: device()
    case 23...24: waiting()
    case 25...28: looking()
    case 29: setting()
    case 30...35: together()
    default: saying(by: person())
    }
  }

  // MARK: - Whom and where

  private mutating func person() -> Int { random.number(0...model.people - 1) }

  private mutating func other(than person: Int) -> Int {
    (person + random.number(1...model.people - 1)) % model.people
  }

  private mutating func anywhere() -> Int { random.number(0...model.conversations.count - 1) }

  /// Mostly a conversation that somebody hears.
  private mutating func place(of person: Int) -> Int {
    let heard = model.conversations.indices.filter { model.hears(person, $0) }
    return heard.isEmpty || random.once(in: 10) ? anywhere() : random.pick(heard)
  }

  /// Mostly somebody who has a say there.
  private mutating func governor(of id: Int) -> Int {
    let some = model.conversations[id].members.filter { $0.value.role != .member }.keys.sorted()
    return some.isEmpty || random.once(in: 5) ? person() : random.pick(some)
  }

  /// Mostly the number of a message, mostly of a late one.
  private mutating func seq(in id: Int, by author: Int? = nil) -> Int {
    let messages = model.conversations[id].messages
    let own = messages.filter { $0.author == author }
    let some = own.isEmpty || random.once(in: 6) ? messages : own
    if some.isEmpty || random.once(in: 12) {
      return random.number(0...model.conversations[id].head + 1)
    }
    return random.once(in: 2) ? random.pick(some.suffix(2)).seq : random.pick(some).seq
  }

  // MARK: - Who is where

  private mutating func open() -> Step {
    let person = person()
    let others = (0..<model.people).filter { $0 != person }
    switch random.number(0...3) {
    case 0: return .openRoom(person, title: title())
    case 1...2: return .openDirect(person, with: random.pick(others))
    default:
      let some = others.filter { _ in random.once(in: 2) }
      return .openGroup(person, with: some, title: title())
    }
  }

  private mutating func title() -> String { "Title \(random.number(0...3))" }

  private mutating func coming() -> Step {
    let id = anywhere()
    let (governor, stranger) = (governor(of: id), stranger(to: id))
    switch (model.conversations[id].kind, random.number(0...6)) {
    case (.room, 0...3): return .join(stranger, in: id)
    case (.group, 0...3) where stranger != governor: return .add(governor, stranger, to: id)
    case (.direct, 0...3): return random.once(in: 6) ? .join(person(), in: id) : blocking()
    case (_, 4...5): return .leave(member(of: id), in: id)
    default: return .remove(governor, other(than: governor), from: id)
    }
  }

  /// Mostly somebody who is in it.
  private mutating func member(of id: Int) -> Int {
    let some = model.conversations[id].members.keys.sorted()
    return some.isEmpty || random.once(in: 5) ? person() : random.pick(some)
  }

  private mutating func governing() -> Step {
    let id = anywhere()
    let who = governor(of: id)
    if random.once(in: 4) { return .retitle(who, in: id, title()) }
    let whom = random.once(in: 12) ? who : other(than: who)
    return .setRole(who, of: whom, random.pick(ConversationModel.Role.allCases), in: id)
  }

  private mutating func blocking() -> Step {
    if let block = model.blocks.min(by: { ($0.by, $0.of) < ($1.by, $1.of) }), random.once(in: 2) {
      return .unblock(block.by, block.of)
    }
    let directs = model.conversations.filter { $0.kind == .direct && !$0.messages.isEmpty }
    if let two = directs.randomElement(using: &random)?.members.keys.sorted(), random.once(in: 2) {
      return .block(two[0], two[1])
    }
    let one = person()
    return random.once(in: 6) ? .unblock(one, other(than: one)) : .block(one, other(than: one))
  }

  /// Mostly somebody who is not in it.
  private mutating func stranger(to id: Int) -> Int {
    let some = (0..<model.people).filter { model.role(of: $0, in: id) == nil }
    return some.isEmpty || random.once(in: 5) ? person() : random.pick(some)
  }

  // MARK: - What is said

  /// What may happen at once with what another says.
  private mutating func saying(by person: Int) -> Step {
    let id = place(of: person)
    // Who is not here sends and reads nothing, but may change what they said.
    return switch random.number(model.here(person).isEmpty ? 7...11 : 0...15) {
    case 0...6: send(by: person, in: id)
    case 7...8: .edit(person, in: id, seq: seq(in: id, by: person), edited(person, in: id))
    case 9: .delete(person, in: id, seq: seq(in: id, by: person))
    case 10...11:
      .react(
        person, in: id, seq: seq(in: id), random.pick(Self.emojis), given: !random.once(in: 3))
    default:
      .read(person, in: id, seq: random.once(in: 3) ? model.conversations[id].head : seq(in: id))
    }
  }

  private mutating func send(by person: Int, in id: Int) -> Step {
    let own = model.conversations[id].messages.filter { $0.author == person }
    if !own.isEmpty, random.once(in: 6) {
      let earlier = random.pick(own)
      let text = random.once(in: 3) ? text() : earlier.sent
      return .send(person, in: id, key: earlier.key, text, replyTo: nil)
    }
    let replyTo = random.once(in: 5) ? seq(in: id) : nil
    return .send(person, in: id, key: "k\(model.now)", text(), replyTo: replyTo)
  }

  private mutating func text() -> String {
    let named = random.once(in: 3) ? [person(), person()] : []
    return "t\(model.now)" + named.map { " @\($0)" }.joined()
  }

  private mutating func edited(_ person: Int, in id: Int) -> String {
    let last = model.conversations[id].messages.last { $0.author == person && !$0.isDeleted }
    guard let last, random.once(in: 5) else { return text() }
    return last.text
  }

  private mutating func together() -> Step {
    let one = person()
    let first = random.once(in: 3) ? going(one) : saying(by: one)
    // Somebody must hear which was first, on each bell too.
    guard (0..<model.people).allSatisfy({ !model.here($0).isEmpty }) else { return first }
    return .together(first, saying(by: other(than: one)))
  }

  private mutating func going(_ person: Int) -> Step {
    let id = place(of: person)
    return random.once(in: 2)
      ? .leave(person, in: id) : .remove(person, other(than: person), from: id)
  }

  // MARK: - The rest

  private mutating func device() -> Step {
    let number = random.number(0...model.devices.count - 1)
    guard model.devices[number].isHere else {
      return .come(device: number, afresh: random.once(in: 5))
    }
    let gone = model.devices.indices.filter { !model.devices[$0].isHere }
    if !gone.isEmpty, random.once(in: 2) {
      return .come(device: random.pick(gone), afresh: random.once(in: 5))
    }
    return .go(device: number)
  }

  /// Often until a message can just, or just not, be edited by the next step.
  private mutating func waiting() -> Step {
    let messages = model.conversations.flatMap(\.messages)
    if let message = messages.randomElement(using: &random), random.once(in: 2) {
      let rest = message.time + 900_000 - model.now - 2
      if rest > 0 { return .wait(rest + random.number(0...1)) }
    }
    return .wait(random.number(1...20) * 60_000)
  }

  private mutating func looking() -> Step {
    let who = person()
    if random.once(in: 2) { return .look(who) }
    let id = place(of: who)
    let stretch: ConversationModel.Stretch =
      switch random.number(0...2) {
      case 0: .latest
      case 1: .after(seq(in: id))
      default: .before(seq(in: id))
      }
    return .page(who, in: id, stretch, limit: random.number(1...3))
  }

  private mutating func setting() -> Step {
    let (who, isOn) = (person(), !random.once(in: 3))
    return random.once(in: 3)
      ? .beDiscreet(who, isOn)
      : .silence(who, random.pick(ConversationModel.Ring.allCases), isOn)
  }
}

extension ConversationWorld {
  func choose(
    after model: ConversationModel, _ random: inout SeededGenerator
  ) -> ConversationModel.Step {
    var choice = ConversationChoice(model: model, random: random)
    defer { random = choice.random }
    return choice.step()
  }
}
