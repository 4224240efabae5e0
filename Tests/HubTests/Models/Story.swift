import HubbubTesting

@testable import HubbubHub

/// How people and what they do should be: a value that knows nothing of the hub.
protocol SocialModel: Sendable {
  associatedtype Step: Sendable

  /// What each listener was told so far.
  var told: Told { get }
  /// What whoever did the last step was answered.
  var answer: String { get }

  /// How things may be after a step: any of these.
  func after(_ step: Step) -> [Self]
  /// A step as what is done without a pause.
  func parts(of step: Step) -> [Step]
}

extension SocialModel {
  func parts(of step: Step) -> [Step] { [step] }
}

extension FriendshipModel: SocialModel {}
extension PostSightModel: SocialModel {}
extension PresenceModel: SocialModel {}

/// A few people at a running hub, who do what a story says.
protocol SocialWorld: AnyObject {
  associatedtype Model: SocialModel

  /// How everything is before the first step.
  var beginning: Model { get }
  /// What somebody might do next.
  func choose(after model: Model, _ random: inout SeededGenerator) -> Model.Step
  /// Does a step.
  ///
  /// - Returns: what whoever did it was answered.
  func take(_ step: Model.Step) async throws -> String
  /// Returns when the hub has done what it was given until now.
  func settle() async throws
  /// What each listener was told so far, once for each set of devices.
  func heard() throws -> [Told]
  /// Where what can be read differs from the model.
  func differences(from model: Model) async throws -> [String]
  func leave() async throws
}

/// A hub did what a model does not allow.
struct Disagreement: Error, Sendable, CustomStringConvertible {
  let seed: UInt64
  let steps: [String]
  let differences: [String]

  var description: String {
    "seed \(seed), after\n  \(steps.joined(separator: "\n  "))\n"
      + differences.map { "- \($0)" }.joined(separator: "\n")
  }
}

/// One seeded sequence of steps, done at a hub and in a model.
final class Story<World: SocialWorld> {
  private let seed: UInt64
  private let world: World
  private var model: World.Model
  private var random: SeededGenerator
  private var script: [World.Model.Step]
  private var stepsLeft: Int
  private var taken: [String] = []
  /// How long what should come may take.
  private let patience: Duration

  /// - Parameter script: what is done first.
  init(
    seed: UInt64, _ world: World, steps: Int, script: [World.Model.Step] = [],
    patience: Duration = .seconds(10)
  ) {
    self.seed = seed
    self.world = world
    self.script = script
    self.patience = patience
    stepsLeft = steps
    model = world.beginning
    random = SeededGenerator(seed: seed)
  }

  var isOver: Bool { stepsLeft == 0 && script.isEmpty }

  /// Goes on until the end, or until `pauses` says that a step comes which the
  /// story cannot do itself; such a step is done when it goes on.
  func go(until pauses: (World.Model.Step) -> Bool = { _ in false }) async throws {
    try await compare(answer: nil)
    while let step = nextStep() {
      for part in model.parts(of: step) { try await take(part) }
      if pauses(step) { return }
    }
    try await end()
  }

  private func nextStep() -> World.Model.Step? {
    if !script.isEmpty { return script.removeFirst() }
    guard stepsLeft > 0 else { return nil }
    stepsLeft -= 1
    return world.choose(after: model, &random)
  }

  private func take(_ step: World.Model.Step) async throws {
    // What is within another would say where it is declared.
    taken.append("\(step)".replacing("\(String(reflecting: World.Model.self)).", with: ""))
    let answer = try await world.take(step)
    let models = model.after(step)
    if let found = try await agreeing(of: models, answer: answer) {
      model = found
    } else {
      throw try disagreement(with: models[0], answer: answer)
    }
  }

  /// That of several models which agrees with what is heard, now or in a while.
  private func agreeing(
    of models: [World.Model], answer: String?
  ) async throws -> World.Model? {
    let clock = ContinuousClock()
    let end = clock.now + patience
    // On a busy machine all of that time may be gone before anybody had a turn.
    var looks = 0
    repeat {
      looks += 1
      try await world.settle()
      let heard = try world.heard()
      let found = models.first { model in
        heard.allSatisfy { $0 == model.told } && (answer == nil || answer == model.answer)
      }
      if let found { return found }
      await Task.yield()
    } while clock.now < end || looks < Self.leastLooks
    return nil
  }

  private static var leastLooks: Int { 20 }

  private func compare(answer: String?) async throws {
    guard try await agreeing(of: [model], answer: answer) == nil else { return }
    throw try disagreement(with: model, answer: answer)
  }

  private func end() async throws {
    try await compare(answer: nil)
    let differences = try await world.differences(from: model)
    if !differences.isEmpty {
      throw Disagreement(seed: seed, steps: taken, differences: differences)
    }
    try await world.leave()
  }

  private func disagreement(
    with model: World.Model, answer: String?
  ) throws -> Disagreement {
    var differences = try world.heard().flatMap { model.told.differences(from: $0) }
    if let answer, answer != model.answer {
      differences.append("expected the answer \(model.answer), found \(answer)")
    }
    return Disagreement(seed: seed, steps: taken, differences: differences)
  }
}
