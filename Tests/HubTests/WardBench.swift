import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// What a clerk did, or what was refused in its place.
enum Deed: Equatable, Sendable {
  case took(Int)
  case refused(Int, Refusal)
  case absorbed(Int64?)
  case reminded
}

/// A wish that is a number.
struct Wish: Letter {
  let number: Int
  let deeds: Watched<[Deed]>

  var isRefusable: Bool { true }

  func refuse(_ refusal: Refusal) { deeds.change { $0.append(.refused(number, refusal)) } }
}

/// An actor that keeps account of what it does.
actor Clerk: Resident {
  static let letsEventsWait = false
  private let deeds: Watched<[Deed]>

  init(_ deeds: Watched<[Deed]>) { self.deeds = deeds }

  func take(_ letter: Wish) { deeds.change { $0.append(.took(letter.number)) } }

  func absorb(_ event: Event) { deeds.change { $0.append(.absorbed(event.seq)) } }

  func remind() { deeds.change { $0.append(.reminded) } }
}

/// A ward of clerks, whose loading a test holds up or breaks.
final class WardBench: Sendable {
  struct CannotLoad: Error {}

  private struct Office {
    var isShut = false
    var isBroken = false
    var isEmpty = false
    var loads = 0
    var waiting = 0
  }

  let clock = ManualHubClock()
  let counts = HubCounts()
  let taps: Taps
  let bus = LocalBus()
  let ward: Ward<PostID, Clerk>
  let post = PostID.make()
  private let deedsDone = Watched<[Deed]>([])
  private let office = Watched(Office())

  /// - Parameter hears: whether clerks absorb the events of their post's topic.
  init(hears: Bool = false) throws {
    let (clock, counts, store) = (clock, counts, try temporaryStore())
    let relay = Watched<Ward<PostID, Clerk>?>(nil)
    taps = Taps(
      bus: bus,
      means: Tap.Means(store: store, clock: clock, counts: counts) { event, _ in
        guard case .post(let id) = event.topic else { return }
        relay.value?.tell(.event(event), to: id)
      })
    let topic: @Sendable (PostID) -> Topic? = { hears ? .post($0) : nil }
    ward = Ward(
      .post, topic: topic, missing: .noSuchPost, taps: taps, rounds: Rounds(), clock: clock,
      counts: counts,
      load: .reading { [office, deedsDone] _ in
        try await Self.load(office) ? Clerk(deedsDone) : nil
      })
    relay.change { [ward] in $0 = ward }
  }

  private static func load(_ office: Watched<Office>) async throws -> Bool {
    office.change { $0.waiting += 1 }
    try await office.until { !$0.isShut }
    let now = office.change { office in
      office.waiting -= 1
      office.loads += 1
      return office
    }
    if now.isBroken { throw CannotLoad() }
    return !now.isEmpty
  }

  // MARK: - What a test does

  func ask(_ numbers: some Sequence<Int>) {
    for number in numbers { ward.post(Wish(number: number, deeds: deedsDone), to: post) }
  }

  func ask(_ number: Int) { ask([number]) }

  func shut() { office.change { $0.isShut = true } }
  func open() { office.change { $0.isShut = false } }
  func breakDown(_ isBroken: Bool = true) { office.change { $0.isBroken = isBroken } }
  func empty() { office.change { $0.isEmpty = true } }

  /// Returns once so many clerks wait to be loaded.
  func untilLoading(_ count: Int = 1) async throws {
    try await office.until { $0.waiting >= count }
  }

  // MARK: - What it looks at

  var loads: Int { office.value.loads }
  var deeds: [Deed] { deedsDone.value }

  func deeds(_ count: Int) async throws -> [Deed] {
    try await deedsDone.until { $0.count >= count }
    return deeds
  }

  /// The refusals so far, without their numbers.
  var refusals: [Refusal] {
    deeds.compactMap { if case .refused(_, let refusal) = $0 { refusal } else { nil } }
  }
}
