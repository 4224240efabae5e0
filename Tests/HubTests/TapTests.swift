import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct TapTests {
  private let bench: TapBench

  init() async throws { bench = try await TapBench() }

  @Test func `an event whose number is next is handed on, and a repeat is not`() async throws {
    let events = try await bench.write(3)
    bench.begin()
    for event in [events[0], events[0], events[1], events[0], events[2]] {
      bench.tap.receive(event)
    }
    #expect(bench.handed == bench.seqs(of: events))
  }

  @Test func `what came too early waits for what is missing`() async throws {
    let events = try await bench.write(3)
    bench.begin()
    bench.store.shut(.read)
    bench.tap.receive(events[2])
    bench.tap.receive(events[1])
    #expect(bench.handed == [])
    bench.tap.receive(events[0])
    #expect(bench.handed == bench.seqs(of: events))
    // What was being read meanwhile is known already.
    bench.store.open(.read)
    let more = try await bench.write(1)
    bench.tap.receive(more[0])
    try await bench.untilHanded(4)
    #expect(bench.handed == bench.seqs(of: events + more))
  }

  @Test func `what the bus lost is read from the store`() async throws {
    let events = try await bench.write(250)
    bench.begin()
    bench.tap.receive(events[249])
    try await bench.untilHanded(250)
    #expect(bench.handed == bench.seqs(of: events))
    #expect(bench.counts.snapshot()["tapRepairs"] == 1)
  }

  @Test func `1,000 events that came too early are kept and the next is read again`()
    async throws
  {
    let events = try await bench.write(1_002)
    bench.begin()
    bench.store.shut(.read)
    for event in events.dropFirst() { bench.tap.receive(event) }
    #expect(bench.handed == [])
    bench.tap.receive(events[0])
    #expect(bench.handed == bench.seqs(of: events.dropLast()))
    bench.store.open(.read)
    try await bench.untilHanded(1_002)
    #expect(bench.handed == bench.seqs(of: events))
  }

  @Test
  func `what comes before the topic's head is known waits, and what the head covers is dropped`()
    async throws
  {
    let events = try await bench.write(4)
    for event in events { bench.tap.receive(event) }
    #expect(bench.handed == [])
    bench.tap.begin(head: bench.head - 2)
    #expect(bench.handed == bench.seqs(of: events.suffix(2)))
  }

  @Test func `a value without a number is handed on at once, whatever is missing`() async throws {
    let events = try await bench.write(2)
    let typing = Event(topic: bench.topic, seq: nil, body: .typing(bench.room, bench.ada.id))
    bench.tap.receive(typing)
    bench.begin(head: bench.head - 2)
    bench.store.shut(.read)
    bench.tap.receive(events[1])
    bench.tap.receive(typing)
    #expect(bench.handed == [nil], "nobody listened before it began")
    bench.store.open(.read)
    try await bench.untilHanded(3)
    #expect(bench.handed == [nil] + bench.seqs(of: events))
  }

  @Test func `a hole that could not be read is read again half a second later`() async throws {
    let events = try await bench.write(2)
    bench.begin()
    bench.store.fail(.read, times: 2)
    bench.tap.receive(events[1])
    for _ in 0..<2 {
      try await bench.clock.untilDue(after: Limits.repairRetry)
      #expect(bench.handed == [])
      bench.clock.advance(by: Limits.repairRetry)
    }
    try await bench.untilHanded(2)
    #expect(bench.handed == bench.seqs(of: events))
  }

  @Test func `a number that the store does not show yet is asked for again`() async throws {
    bench.begin()
    bench.tap.learn(head: bench.head + 1)
    try await bench.clock.untilDue(after: Limits.repairRetry)
    let events = try await bench.write(1)
    bench.clock.advance(by: Limits.repairRetry)
    try await bench.untilHanded(1)
    #expect(bench.handed == bench.seqs(of: events))
  }

  @Test func `a loop is handed every number above the one it came in at`() async throws {
    let events = try await bench.write(3)
    bench.begin()
    bench.tap.receive(events[0])
    #expect(bench.tap.listen(5) == events[0].seq)
    bench.tap.receive(events[1])
    bench.tap.unlisten(5)
    bench.tap.receive(events[2])
    #expect(bench.loops == [[], [5], []])
  }

  @Test func `it knows the last departure, and takes what came before it for one`() async throws {
    let joined = try await bench.written(.join(bench.room, bench.bob, at: .now()))
    let said = try await bench.write(1)
    let left = try await bench.written(.leave(bench.room, bench.bob))
    let before = bench.head - 3
    bench.begin(head: before)
    for event in joined + said { bench.tap.receive(event) }
    #expect(bench.tap.lastTurn == before)
    for event in left { bench.tap.receive(event) }
    #expect(bench.tap.lastTurn == left[0].seq)
    #expect(bench.tap.position == left[0].seq)
  }

  @Test func `whoever waits for a topic goes on when it has begun`() async throws {
    async let waiting: Void = bench.tap.joined()
    bench.begin()
    try await waiting
    try await bench.tap.joined()
  }

  @Test func `whoever waits for a topic that fails is told why`() async throws {
    struct NoBus: Error {}
    let waiting = Task { [bench] in try await bench.tap.joined() }
    bench.tap.fail(NoBus())
    await #expect(throws: (any Error).self) { try await waiting.value }
    await #expect(throws: TapClosed.self) { try await bench.tap.joined() }
  }

  @Test func `a topic that was given up reads nothing more`() async throws {
    let events = try await bench.write(2)
    bench.begin()
    bench.tap.close()
    bench.tap.receive(events[1])
    #expect(bench.handed == [])
    #expect(bench.counts.snapshot()["tapRepairs"] == 0)
  }

  @Test(arguments: 1...5)
  func `each number is handed on once and in order, whatever the bus does to it`(
    _ seed: UInt64
  ) async throws {
    let events = try await bench.write(400)
    bench.begin()
    let hints = bench.mistreated(events, seed: seed)
    await withTaskGroup { group in
      for bearer in 0..<4 {
        group.addTask { [tap = bench.tap] in
          for event in hints[bearer] { tap.receive(event) }
        }
      }
    }
    bench.tap.learn(head: bench.head)
    try await bench.untilHanded(400)
    #expect(bench.handed == bench.seqs(of: events))
  }
}
