import HubbubActors
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct WardTests {
  private let bench: WardBench

  init() throws { bench = try WardBench() }

  // MARK: - Waking

  @Test func `one is woken once for many letters, and takes them in order`() async throws {
    bench.shut()
    bench.ask(0..<100)
    try await bench.untilLoading()
    #expect(bench.ward.depth == 100)
    bench.open()
    #expect(try await bench.deeds(100) == (0..<100).map(Deed.took))
    bench.ask(100)
    #expect(try await bench.deeds(101).last == .took(100))
    #expect(bench.loads == 1)
    #expect(bench.counts.snapshot()["actorsWoken"] == 1)
  }

  @Test func `letters to what is not there are refused, and nobody stays awake`() async throws {
    bench.empty()
    bench.shut()
    bench.ask(1...2)
    bench.open()
    #expect(
      try await bench.deeds(2) == [.refused(1, .noSuchPost), .refused(2, .noSuchPost)])
    #expect(bench.ward.count == 0)
    #expect(bench.counts.snapshot()["actorFailures"] == 0)
  }

  @Test func `what cannot be loaded answers unavailable, and is tried again when asked`()
    async throws
  {
    bench.breakDown()
    bench.ask(1)
    #expect(try await bench.deeds(1) == [.refused(1, .unavailable)])
    #expect(bench.ward.count == 0)
    bench.breakDown(false)
    bench.ask(2)
    #expect(try await bench.deeds(2).last == .took(2))
    #expect(bench.counts.snapshot()["actorFailures"] == 1)
  }

  @Test func `the 1,000th letter to one who wakes is taken and the 1,001st told busy`()
    async throws
  {
    bench.shut()
    bench.ask(0..<1_001)
    #expect(bench.deeds == [.refused(1_000, .busy)])
    bench.open()
    #expect(try await bench.deeds(1_001).dropFirst() == ArraySlice((0..<1_000).map(Deed.took)))
  }

  // MARK: - Events

  @Test func `an event wakes nobody unless it is to, and reaches who is awake in order`()
    async throws
  {
    let event = Event(topic: .post(bench.post), seq: 1, body: .skip)
    bench.ward.tell(.event(event), to: bench.post)
    #expect(bench.ward.count == 0)
    bench.shut()
    bench.ward.tell(.event(event), to: bench.post, wakes: true)
    bench.ask(1)
    bench.ward.tell(.reminder, to: bench.post)
    bench.open()
    #expect(try await bench.deeds(3) == [.absorbed(1), .took(1), .reminded])
  }

  @Test func `what is committed while one is loaded is absorbed when it is awake`() async throws {
    let bench = try WardBench(hears: true)
    bench.shut()
    bench.ask(1)
    try await bench.untilLoading()
    bench.bus.publish(Event(topic: .post(bench.post), seq: 1, body: .skip))
    bench.open()
    #expect(try await bench.deeds(2) == [.took(1), .absorbed(1)])
  }

  // MARK: - Failing

  @Test func `who failed five times in a minute rests for a minute, and is tried again`()
    async throws
  {
    bench.breakDown()
    try await fail(5, every: .seconds(14))
    #expect(bench.counts.snapshot()["actorsParked"] == 1)
    bench.ask(6)
    #expect(bench.refusals.last?.code == .unavailable)
    #expect(bench.refusals.last?.retryAfter == .seconds(60) - .seconds(14))
    bench.clock.advance(by: .seconds(60) - .seconds(14) - .milliseconds(1))
    bench.ask(7)
    #expect(bench.refusals.last?.retryAfter == .milliseconds(1))
    #expect(bench.loads == 5, "who rests is not loaded")
    bench.breakDown(false)
    bench.clock.advance(by: .milliseconds(1))
    bench.ask(8)
    #expect(try await bench.deeds(8).last == .took(8))
  }

  @Test func `five failures in more than a minute park nobody`() async throws {
    bench.breakDown()
    try await fail(12, every: .seconds(15))
    #expect(bench.counts.snapshot()["actorsParked"] == 0)
    #expect(bench.loads == 12)
  }

  @Test func `an event does not wake who rests`() async throws {
    bench.breakDown()
    try await fail(5, every: .zero)
    let event = Event(topic: .post(bench.post), seq: 1, body: .skip)
    bench.ward.tell(.event(event), to: bench.post, wakes: true)
    #expect(bench.ward.count == 0)
    #expect(bench.loads == 5)
  }

  /// Asks so many times what cannot be loaded, with a pause after each.
  private func fail(_ times: Int, every pause: Duration) async throws {
    for number in 1...times {
      bench.ask(number)
      _ = try await bench.deeds(number)
      bench.clock.advance(by: pause)
    }
  }

  @Test func `a change that failed alone lets its actor go, which wakes anew when asked`()
    async throws
  {
    bench.ask(1)
    _ = try await bench.deeds(1)
    bench.ward.fail(bench.post)
    #expect(bench.ward.count == 0)
    bench.ask(2)
    #expect(try await bench.deeds(2) == [.took(1), .took(2)])
    #expect(bench.loads == 2)
    bench.ward.fail(.make())
    #expect(bench.counts.snapshot()["actorFailures"] == 1)
  }

  // MARK: - Letting go

  @Test func `who is let go while waking refuses what waited, and does not come back`()
    async throws
  {
    let bench = try WardBench(hears: true)
    bench.shut()
    bench.ask(1...2)
    try await bench.untilLoading()
    bench.ward.passivate(bench.post)
    #expect(bench.deeds == [.refused(1, .unavailable), .refused(2, .unavailable)])
    // Another wakes in its place, and is the only one.
    bench.ask(3)
    try await bench.untilLoading(2)
    bench.open()
    #expect(try await bench.deeds(3).last == .took(3))
    #expect(bench.ward.count == 1)
    bench.ward.passivate(bench.post)
    while bench.taps.count > 0 { await Task.yield() }
  }

  @Test func `who was not needed for 300 seconds is let go, and wakes anew`() async throws {
    let bench = try WardBench(hears: true)
    bench.ask(1)
    _ = try await bench.deeds(1)
    bench.clock.advance(by: .seconds(299))
    bench.ward.passivate(idleFor: Limits.actorIdle)
    #expect(bench.ward.count == 1)
    bench.clock.advance(by: .seconds(1))
    try await rested(bench)
    #expect(bench.counts.snapshot()["actorsPassivated"] == 1)
    #expect(bench.taps.count == 0)
    bench.ask(2)
    #expect(try await bench.deeds(2) == [.took(1), .took(2)])
  }

  @Test func `who is used or wanted awake stays`() async throws {
    bench.ask(1)
    _ = try await bench.deeds(1)
    bench.clock.advance(by: .seconds(200))
    bench.ask(2)
    _ = try await bench.deeds(2)
    bench.clock.advance(by: .seconds(200))
    bench.ward.passivate(idleFor: Limits.actorIdle)
    #expect(bench.ward.count == 1)
    bench.ward.pin(bench.post)
    bench.clock.advance(by: .seconds(1_000))
    bench.ward.passivate(idleFor: Limits.actorIdle)
    #expect(bench.ward.count == 1)
    bench.ward.unpin(bench.post)
    try await rested(bench)
  }

  @Test func `who is waking is not let go for being idle`() async throws {
    bench.shut()
    bench.ask(1)
    try await bench.untilLoading()
    bench.clock.advance(by: .seconds(1_000))
    bench.ward.passivate(idleFor: Limits.actorIdle)
    bench.open()
    #expect(try await bench.deeds(1) == [.took(1)])
  }

  @Test func `letting somebody go takes their topic from nobody else`() async throws {
    let bench = try WardBench(hears: true)
    let held = try await bench.taps.open([.post(bench.post)])
    bench.ask(1)
    _ = try await bench.deeds(1)
    for _ in 0..<3 { bench.ward.passivate(bench.post) }
    #expect(bench.taps.count == 1)
    bench.taps.release(held)
    #expect(bench.taps.count == 0)
  }

  /// Lets the idle go, as soon as the last letter is done with.
  private func rested(_ bench: WardBench) async throws {
    while bench.ward.count > 0 {
      try Task.checkCancellation()
      bench.ward.passivate(idleFor: Limits.actorIdle)
      await Task.yield()
    }
  }
}
