import HubbubDomain
import HubbubTesting

@testable import HubbubHub

/// Stories of conversations: one after another in each of a few hubs, since time goes
/// by in them.
extension Stories {
  private static let hubs = 4
  private static let inOneHub = 100

  static func conversations(
    _ seeds: Range<UInt64>, with bug: PlantedSocialBug? = nil
  ) async throws -> [Disagreement] {
    let rest = Watched(seeds)
    let found = Watched<[Disagreement]>([])
    try await withThrowingTaskGroup { group in
      // Bugs are looked for side by side already.
      for _ in 0..<(bug == nil ? hubs : 1) {
        group.addTask {
          while try await tellSome(of: rest, with: bug, into: found) {}
        }
      }
      try await group.waitForAll()
    }
    return found.value
  }

  /// Tells some in a hub of their own.
  ///
  /// - Returns: whether there are more.
  private static func tellSome(
    of rest: Watched<Range<UInt64>>, with bug: PlantedSocialBug?,
    into found: Watched<[Disagreement]>
  ) async throws -> Bool {
    guard !rest.value.isEmpty, isWanted(found, bug) else { return false }
    let configure: (inout HubConfiguration) -> Void = { $0.heartbeat = .seconds(100_000_000) }
    try await withHub(configure) { place in
      for _ in 0..<inOneHub {
        guard isWanted(found, bug), let seed = rest.change({ $0.popFirst() }) else { return }
        do {
          try await conversation(at: place, seed, bug)
        } catch let disagreement as Disagreement {
          found.change { $0.append(disagreement) }
        }
      }
    }
    return true
  }

  private static func isWanted(
    _ found: Watched<[Disagreement]>, _ bug: PlantedSocialBug?
  ) -> Bool {
    found.value.count < (bug == nil ? 5 : 1)
  }

  private static func conversation(
    at place: HubFixture, _ seed: UInt64, _ bug: PlantedSocialBug?
  ) async throws {
    var random = SeededGenerator(seed: seed)
    let world = try await ConversationWorld(at: place, seed: seed, &random, bug)
    try await Story(
      seed: seed, world, steps: random.number(20...40), patience: patience(bug)
    ).go()
  }
}
