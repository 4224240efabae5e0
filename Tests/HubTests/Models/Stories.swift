import Foundation
import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// Many seeded stories, in as few hubs as can be.
///
/// `HUBBUB_SEQUENCES` says how many of each kind, `HUBBUB_FIRST_SEED` where to begin.
enum Stories {
  static let seeds = seeds(else: 100)

  /// - Parameter count: how many, unless somebody says so.
  static func seeds(else count: UInt64) -> Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["HUBBUB_FIRST_SEED"].flatMap(UInt64.init) ?? 1
    return first..<first + (environment["HUBBUB_SEQUENCES"].flatMap(UInt64.init) ?? count)
  }

  /// How many are told in one hub, one after another or a few at once.
  private static let inOneHub = 500
  private static let atOnce = 6
  /// More of them tell nothing new.
  private static let enough = 5

  typealias Tell = @Sendable (HubFixture, UInt64, PlantedSocialBug?) async throws -> Void

  static let friendship: Tell = { place, seed, bug in
    var random = SeededGenerator(seed: seed)
    let world = try await FriendshipWorld(at: place, seed: seed, &random, bug)
    try await Story(
      seed: seed, world, steps: random.number(8...14), patience: patience(bug)
    ).go()
  }

  static let postSight: Tell = { place, seed, bug in
    var random = SeededGenerator(seed: seed)
    let world = try await PostSightWorld(at: place, seed: seed, &random, bug)
    try await Story(
      seed: seed, world, steps: random.number(10...16), patience: patience(bug)
    ).go()
  }

  /// How long is waited for what should come: less where it will not.
  static func patience(_ bug: PlantedSocialBug?) -> Duration {
    bug == nil ? .seconds(3) : .milliseconds(500)
  }

  /// Tells stories, several at once.
  ///
  /// - Returns: the disagreements, until there are enough.
  static func all(
    _ seeds: Range<UInt64>, with bug: PlantedSocialBug? = nil, _ tell: @escaping Tell
  ) async throws -> [Disagreement] {
    let found = Watched<[Disagreement]>([])
    let enough = bug == nil ? enough : 1
    for start in stride(from: seeds.lowerBound, to: seeds.upperBound, by: inOneHub) {
      let next = Watched(start..<min(start + UInt64(inOneHub), seeds.upperBound))
      try await withHub { place in
        try await withThrowingTaskGroup { group in
          for _ in 0..<atOnce {
            group.addTask {
              while found.value.count < enough, let seed = next.change({ $0.popFirst() }) {
                do {
                  try await tell(place, seed, bug)
                } catch let disagreement as Disagreement {
                  found.change { $0.append(disagreement) }
                }
              }
            }
          }
          try await group.waitForAll()
        }
      }
      if found.value.count >= enough { break }
    }
    return found.value
  }

  /// Tells stories of presence, in two hubs at once, each of which has its own time.
  static func presence(
    _ seeds: Range<UInt64>, with bug: PlantedSocialBug? = nil
  ) async throws -> [Disagreement] {
    let middle = seeds.lowerBound + UInt64(seeds.count) / 2
    async let early = Lane(seeds.lowerBound..<middle, bug).run()
    async let late = Lane(middle..<seeds.upperBound, bug).run()
    let first = try await early
    let second = try await late
    return first + second
  }

  /// Tells one story of presence step by step.
  static func presence(script: [PresenceModel.Step]) async throws -> [Disagreement] {
    try await Lane(1..<2, nil, script: script).run()
  }
}

/// Stories of presence one after another, in one store and one hub after another.
private final class Lane {
  private let folder: TemporaryFolder
  private var seeds: Range<UInt64>
  private let bug: PlantedSocialBug?
  private let script: [PresenceModel.Step]?
  /// What goes on after a restart.
  private var world: PresenceWorld?
  private var story: Story<PresenceWorld>?
  private var time = Duration.zero
  private var toldHere = 0
  private var found: [Disagreement] = []

  init(
    _ seeds: Range<UInt64>, _ bug: PlantedSocialBug?, script: [PresenceModel.Step]? = nil
  ) throws {
    folder = try TemporaryFolder()
    self.seeds = seeds
    self.bug = bug
    self.script = script
  }

  private var isOver: Bool {
    found.count >= (bug == nil ? 5 : 1) || (story == nil && seeds.isEmpty)
  }

  func run() async throws -> [Disagreement] {
    while !isOver {
      let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
      try await withHub(store: store, configure) { place in
        place.clock.jump(by: time)
        toldHere = 0
        while !isOver, try await tellOne(at: place) {}
        time = place.clock.now()
      }
    }
    return found
  }

  private func configure(_ configuration: inout HubConfiguration) {
    configuration.heartbeat = .seconds(100_000_000)
    if bug == .idleLate { configuration.presenceIdle += .seconds(60) }
    if bug == .noGrace { configuration.presenceGrace = .zero }
  }

  /// Begins a story or goes on with it.
  ///
  /// - Returns: whether the hub goes on.
  private func tellOne(at place: HubFixture) async throws -> Bool {
    if story == nil { try await begin(at: place) }
    world?.move(to: place)
    var isRestart = false
    do {
      try await story?.go(until: { step in
        isRestart = step == .restart
        return isRestart
      })
    } catch let disagreement as Disagreement {
      found.append(disagreement)
      (story, isRestart) = (nil, true)  // what is left behind is no other story's business
    }
    if isRestart { return false }
    story = nil
    return toldHere < 500
  }

  private func begin(at place: HubFixture) async throws {
    guard let seed = seeds.popFirst() else { return }
    toldHere += 1
    var random = SeededGenerator(seed: seed)
    let world = try await PresenceWorld(at: place, seed: seed, &random, bug)
    self.world = world
    story = Story(
      seed: seed, world, steps: script == nil ? random.number(8...14) : 0, script: script ?? [],
      patience: Stories.patience(bug))
  }
}

extension Range<UInt64> {
  /// Takes its first number off.
  mutating func popFirst() -> UInt64? {
    guard !isEmpty else { return nil }
    defer { self = lowerBound + 1..<upperBound }
    return lowerBound
  }
}
