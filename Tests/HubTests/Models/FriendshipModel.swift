/// Who is whose friend, who has asked whom, and who blocks whom.
///
/// Written from the contract (§2 friends and blocks, §3 topics), without a line of the
/// hub's. Nobody who is blocked can do anything about the blocker, since to them there
/// is no such person; so no two people block each other.
struct FriendshipModel: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    /// Asks to be friends, or accepts.
    case ask(Int, Int)
    case askEachOther(Int, Int)
    /// Takes back, declines or unfriends.
    case end(Int, Int)
    case block(Int, Int)
    case unblock(Int, Int)
  }

  /// Two people, in the order that matters.
  private struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  let people: Int
  /// Who asked, and who was asked.
  private var requests: Set<Pair> = []
  /// Each friendship both ways round.
  private var friendships: Set<Pair> = []
  private var blocks: Set<Pair> = []
  private(set) var told: Told
  /// What whoever did the last step was answered.
  private(set) var answer = ""

  init(people: Int) {
    self.people = people
    told = Told(listeners: people)
  }

  // MARK: - What is so

  func areFriends(_ one: Int, _ other: Int) -> Bool {
    friendships.contains(Pair(one: one, other: other))
  }

  func isBlocked(_ one: Int, by other: Int) -> Bool {
    blocks.contains(Pair(one: other, other: one))
  }

  func areHidden(_ one: Int, _ other: Int) -> Bool {
    isBlocked(one, by: other) || isBlocked(other, by: one)
  }

  /// How `other` stands to `one`; nil where there is nobody to see.
  func relation(of one: Int, to other: Int) -> String? {
    if one == other { return "self" }
    if isBlocked(one, by: other) { return nil }
    if isBlocked(other, by: one) { return "blocked" }
    if areFriends(one, other) { return "friends" }
    if requests.contains(Pair(one: one, other: other)) { return "requested" }
    return requests.contains(Pair(one: other, other: one)) ? "incoming" : "none"
  }

  /// Who stands so to `one`.
  func those(_ relation: String, to one: Int) -> Set<Int> {
    Set((0..<people).filter { self.relation(of: one, to: $0) == relation })
  }

  // MARK: - What happens

  /// How things may be after a step; more than one way where two things happen at once.
  func after(_ step: Step) -> [FriendshipModel] {
    switch step {
    case .ask(let one, let other): [then { $0.ask(one, other) }]
    case .end(let one, let other): [then { $0.end(one, other) }]
    case .block(let one, let other): [then { $0.block(one, other) }]
    case .unblock(let one, let other): [then { $0.unblock(one, other) }]
    case .askEachOther(let one, let other):
      [
        then { model in "\(model.ask(one, other)), \(model.ask(other, one))" },
        then { model in
          let later = model.ask(other, one)
          return "\(model.ask(one, other)), \(later)"
        },
      ]
    }
  }

  private func then(_ act: (inout FriendshipModel) -> String) -> FriendshipModel {
    var model = self
    model.answer = act(&model)
    return model
  }

  private mutating func ask(_ one: Int, _ other: Int) -> String {
    guard let relation = relation(of: one, to: other) else { return "not_found" }
    switch relation {
    case "none":
      requests.insert(Pair(one: one, other: other))
      tell(one, "requested", to: other, "incoming")
      return "requested"
    case "incoming":
      requests.remove(Pair(one: other, other: one))
      friendships.formUnion([Pair(one: one, other: other), Pair(one: other, other: one)])
      tell(one, "friends", to: other, "friends")
      hear(one, other, "joined")
      return "friends"
    default: return relation
    }
  }

  private mutating func end(_ one: Int, _ other: Int) -> String {
    guard let relation = relation(of: one, to: other) else { return "not_found" }
    guard relation != "none", relation != "blocked" else { return "ok" }
    tell(one, "none", to: other, "none")
    forgetAll(one, other)
    return "ok"
  }

  private mutating func block(_ one: Int, _ other: Int) -> String {
    guard let relation = relation(of: one, to: other) else { return "not_found" }
    guard relation != "blocked" else { return "ok" }
    told.tell(one, on: .user(one), "friend \(other) blocked")
    // Where nothing was, nothing tells of the block.
    if relation != "none" { told.tell(other, on: .user(other), "friend \(one) none") }
    forgetAll(one, other)
    blocks.insert(Pair(one: one, other: other))
    return "ok"
  }

  private mutating func unblock(_ one: Int, _ other: Int) -> String {
    guard relation(of: one, to: other) != nil else { return "not_found" }
    guard blocks.remove(Pair(one: one, other: other)) != nil else { return "ok" }
    told.tell(one, on: .user(one), "friend \(other) none")
    return "ok"
  }

  private mutating func forgetAll(_ one: Int, _ other: Int) {
    if areFriends(one, other) { hear(one, other, "left") }
    let pairs = [Pair(one: one, other: other), Pair(one: other, other: one)]
    friendships.subtract(pairs)
    requests.subtract(pairs)
  }

  private mutating func tell(_ one: Int, _ first: String, to other: Int, _ second: String) {
    told.tell(one, on: .user(one), "friend \(other) \(first)")
    told.tell(other, on: .user(other), "friend \(one) \(second)")
  }

  /// Each begins or ends to hear the other's person.
  private mutating func hear(_ one: Int, _ other: Int, _ change: String) {
    told.tell(one, on: .person(other), change)
    told.tell(other, on: .person(one), change)
  }

  /// Tells something that follows from how people stand to each other.
  mutating func tell(_ listener: Int, on topic: ModelTopic, _ what: String) {
    told.tell(listener, on: topic, what)
  }
}
