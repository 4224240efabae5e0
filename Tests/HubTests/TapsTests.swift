import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHub

/// A bus whose first flush waits, and then fails.
private final class HesitantBus: Bus {
  private let inner = LocalBus()
  /// How many have flushed, and whether the first goes on.
  private let state = Watched((flushes: 0, isOpen: false))

  func publish(_ event: Event) { inner.publish(event) }

  func subscribe(_ topic: Topic, _ listener: any BusListener) -> any BusSubscription {
    inner.subscribe(topic, listener)
  }

  func flush() async throws {
    let isFirst = state.change { state in
      state.flushes += 1
      return state.flushes == 1
    }
    guard isFirst else { return }
    try await state.until { $0.isOpen }
    throw TapClosed()
  }

  func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void) {}

  func untilFlushing() async throws { try await state.until { $0.flushes > 0 } }

  func letFail() { state.change { $0.isOpen = true } }
}

@Suite(.timeLimit(.minutes(10))) struct TapsTests {
  private let store: GatedStore
  private let handed = Watched<[Topic]>([])
  private let one = Topic.person(.make())
  private let other = Topic.person(.make())

  init() throws { store = GatedStore(try temporaryStore()) }

  private func taps(on bus: any Bus) -> Taps {
    let (clock, counts) = (ManualHubClock(), HubCounts())
    return Taps(
      bus: bus,
      means: Tap.Means(store: store, clock: clock, counts: counts) { [handed] event, _ in
        handed.change { $0.append(event.topic) }
      })
  }

  private func event(on topic: Topic, seq: Int64 = 1) -> Event {
    Event(topic: topic, seq: seq, body: .skip)
  }

  @Test func `a topic is heard until the last who claims it lets it go`() async throws {
    let bus = LocalBus()
    let taps = taps(on: bus)
    let first = try await taps.open([one, other])
    let second = try await taps.open([one])
    #expect(first[0] === second[0])
    taps.claimAgain(first[0])
    #expect(taps.count == 2)
    taps.release(first)
    #expect(taps.count == 1)
    taps.release(second)
    bus.publish(event(on: one))
    #expect(handed.value == [one])
    taps.release(second)
    #expect(taps.count == 0)
    bus.publish(event(on: one, seq: 2))
    bus.publish(event(on: other))
    #expect(handed.value == [one])
  }

  @Test func `a topic let go and claimed again is a new one`() async throws {
    let taps = taps(on: LocalBus())
    let first = try await taps.open([one])
    taps.release(first)
    let second = try await taps.open([one])
    #expect(first[0] !== second[0])
    // Letting go twice takes nothing from who claims it now.
    taps.release(first)
    #expect(taps.count == 1)
  }

  @Test func `a topic that could not be begun is tried anew by who asks next`() async throws {
    let bus = LocalBus()
    let taps = taps(on: bus)
    store.fail(.heads, times: 1)
    await #expect(throws: GatedStore.Broken.self) { try await taps.open([one, other]) }
    #expect(taps.count == 0)
    _ = try await taps.open([one])
    bus.publish(event(on: one))
    #expect(handed.value == [one])
  }

  @Test func `everybody who waits for a topic that cannot be begun is told`() async throws {
    let taps = taps(on: LocalBus())
    store.shut(.heads)
    store.fail(.heads)
    let opening = Task { [one] in try await taps.open([one]) }
    try await store.untilWaiting(at: .heads)
    let waiting = Task { [one] in try await taps.open([one]) }
    store.open(.heads)
    await #expect(throws: (any Error).self) { try await opening.value }
    await #expect(throws: (any Error).self) { try await waiting.value }
    #expect(taps.count == 0)
  }

  @Test func `a topic that others hear goes on when one asked with it cannot be begun`()
    async throws
  {
    let bus = HesitantBus()
    let taps = taps(on: bus)
    let failing = Task { [other] in try await taps.open([other]) }
    try await bus.untilFlushing()
    // Begins the one, then waits for the other.
    let both = Task { [one, other] in try await taps.open([one, other]) }
    let heard = try await opened(one, of: taps, after: both)
    bus.letFail()
    await #expect(throws: (any Error).self) { try await failing.value }
    await #expect(throws: (any Error).self) { try await both.value }
    bus.publish(event(on: one))
    #expect(handed.value == [one])
    taps.release(heard)
    #expect(taps.count == 0)
  }

  @Test func `a sweep reads what the bus lost on any topic`() async throws {
    let ada = try await store.addUser("ada")
    let taps = taps(on: LocalBus())
    _ = try await taps.open([.feed, one])
    try await store.addPost("lost", by: ada)
    try await taps.sweep()
    try await handed.until { $0 == [.feed] }
  }

  /// Opens a topic that `opening` has begun to open.
  private func opened(
    _ topic: Topic, of taps: Taps, after opening: Task<[Tap], any Error>
  ) async throws -> [Tap] {
    while taps.position(of: topic) == nil { await Task.yield() }
    return try await taps.open([topic])
  }
}
