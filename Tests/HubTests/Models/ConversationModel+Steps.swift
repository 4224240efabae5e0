extension ConversationModel {
  /// What somebody does: the first number is who.
  indirect enum Step: Equatable, Sendable {
    case openRoom(Int, title: String)
    case openGroup(Int, with: [Int], title: String)
    case openDirect(Int, with: Int)
    case retitle(Int, in: Int, String)
    case join(Int, in: Int)
    case add(Int, Int, to: Int)
    case leave(Int, in: Int)
    case remove(Int, Int, from: Int)
    case setRole(Int, of: Int, Role, in: Int)
    case block(Int, Int)
    case unblock(Int, Int)
    case send(Int, in: Int, key: String, String, replyTo: Int?)
    case edit(Int, in: Int, seq: Int, String)
    case delete(Int, in: Int, seq: Int)
    case react(Int, in: Int, seq: Int, String, given: Bool)
    case read(Int, in: Int, seq: Int)
    case silence(Int, Ring, Bool)
    case beDiscreet(Int, Bool)
    /// A device comes, and goes on from where it was or begins anew.
    case come(device: Int, afresh: Bool)
    case go(device: Int)
    /// Milliseconds go by; each step takes one more.
    case wait(Int)
    /// Looks at all there is to see.
    case look(Int)
    case page(Int, in: Int, Stretch, limit: Int)
    /// Two things at once, by two people.
    case together(Step, Step)
  }

  enum Stretch: Equatable, Sendable {
    case latest
    case after(Int)
    case before(Int)
  }

  /// How things may be after a step; more than one way where two things happen at once.
  func after(_ step: Step) -> [ConversationModel] {
    var model = self
    model.now += 1
    guard case .together(let one, let other) = step else {
      model.answer = model.take(step)
      return [model]
    }
    var swapped = model
    model.answer = "\(model.take(one)), \(model.take(other))"
    let later = swapped.take(other)
    swapped.answer = "\(swapped.take(one)), \(later)"
    return [model, swapped]
  }

  private mutating func take(_ step: Step) -> String {
    switch step {
    case .openRoom(let person, let title): openRoom(by: person, title)
    case .openGroup(let person, let others, let title): openGroup(by: person, others, title)
    case .openDirect(let person, let other): openDirect(by: person, with: other)
    case .retitle(let person, let id, let title): retitle(id, by: person, title)
    case .join(let person, let id): join(id, person)
    case .add(let person, let other, let id): add(other, to: id, by: person)
    case .leave(let person, let id): leave(id, person)
    case .remove(let person, let other, let id): remove(other, from: id, by: person)
    case .setRole(let person, let other, let role, let id):
      setRole(of: other, role, in: id, by: person)
    case .block(let one, let other): block(one, other)
    case .unblock(let one, let other): unblock(one, other)
    case .send(let person, let id, let key, let text, let replyTo):
      send(text, by: person, in: id, key: key, replyTo: replyTo)
    case .edit(let person, let id, let seq, let text): edit(seq, in: id, by: person, text)
    case .delete(let person, let id, let seq): delete(seq, in: id, by: person)
    case .react(let person, let id, let seq, let emoji, let given):
      react(to: seq, in: id, by: person, emoji, given)
    case .read(let person, let id, let seq): read(id, by: person, upTo: seq)
    case .silence(let person, let ring, let isSilent): silence(ring, isSilent, for: person)
    case .beDiscreet(let person, let isDiscreet): beDiscreet(person, isDiscreet)
    case .come(let device, let afresh): come(device, afresh: afresh)
    case .go(let device): go(device)
    case .wait(let milliseconds): wait(milliseconds)
    case .look(let person): sight(of: person).joined(separator: "\n    ")
    case .page(let person, let id, let stretch, let limit):
      page(of: id, stretch, limit, for: person)
    case .together: preconditionFailure("two things at once are not three")
    }
  }

  private mutating func wait(_ milliseconds: Int) -> String {
    now += milliseconds
    return "ok"
  }

  private mutating func silence(_ ring: Ring, _ isSilent: Bool, for person: Int) -> String {
    if isSilent { silenced[person].insert(ring) } else { silenced[person].remove(ring) }
    return "ok"
  }

  private mutating func beDiscreet(_ person: Int, _ isDiscreet: Bool) -> String {
    if isDiscreet { discreet.insert(person) } else { discreet.remove(person) }
    return "ok"
  }
}

extension ConversationModel: SocialModel {}
