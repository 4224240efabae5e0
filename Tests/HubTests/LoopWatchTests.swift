import HubbubDomain
import HubbubStats
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct LoopWatchTests {
  private let one = ConversationID.make()
  private let two = ConversationID.make()

  @Test func `a conversation's rate is what it was told in a beat, by the beat's seconds`()
    async throws
  {
    try await withSocket { socket in
      var watch = LoopWatch(isOn: true)
      let listeners = listeners(of: .conversation(one))
      #expect(listeners.add(socket, next: 1) == nil)
      watch.beat(at: .seconds(10))
      watch.note(30, to: listeners)
      watch.note(10, to: listeners)
      watch.beat(at: .seconds(14))
      let busiest = watch.reading(of: socket.shard, at: .seconds(14)).busiest
      #expect(busiest.map(\.conversation) == [one])
      #expect(busiest.map(\.deliveriesPerSecond) == [10])
      #expect(busiest.map(\.listeners) == [1])
    }
  }

  @Test func `each beat begins at nothing`() async throws {
    try await withSocket { socket in
      var watch = LoopWatch(isOn: true)
      let (first, second) = (
        listeners(of: .conversation(one)), listeners(of: .conversation(two))
      )
      watch.note(5, to: first)
      watch.beat(at: .seconds(1))
      #expect(first.toldThisBeat == 0)
      watch.note(3, to: second)
      watch.beat(at: .seconds(2))
      let busiest = watch.reading(of: socket.shard, at: .seconds(2)).busiest
      #expect(busiest.map(\.conversation) == [two])
      #expect(busiest.map(\.deliveriesPerSecond) == [3])
      watch.beat(at: .seconds(3))
      #expect(watch.reading(of: socket.shard, at: .seconds(3)).busiest.isEmpty)
    }
  }

  @Test func `only conversations are compared, and only those that were told something`()
    async throws
  {
    try await withSocket { socket in
      var watch = LoopWatch(isOn: true)
      watch.note(0, to: listeners(of: .conversation(one)))
      watch.note(5, to: listeners(of: .feed))
      watch.beat(at: .seconds(1))
      #expect(watch.reading(of: socket.shard, at: .seconds(1)).busiest.isEmpty)
    }
  }

  @Test func `one that is off, or has ended, notes nothing`() async throws {
    try await withSocket { socket in
      let listeners = listeners(of: .conversation(one))
      var watches = [LoopWatch(isOn: false), LoopWatch(isOn: true)]
      watches[1].end()
      for var watch in watches {
        watch.note(5, to: listeners)
        watch.beat(at: .seconds(1))
        #expect(listeners.toldThisBeat == 0)
        #expect(watch.reading(of: socket.shard, at: .seconds(1)).busiest.isEmpty)
      }
    }
  }

  @Test func `a socket is stalled from when it was noted until it is taken out`() async throws {
    try await withSocket { socket in
      var watch = LoopWatch(isOn: true)
      watch.stall(socket, at: .seconds(5))
      let stalled = watch.reading(of: socket.shard, at: .seconds(7)).stalled
      #expect(stalled.map(\.id) == [socket.id])
      #expect(stalled.map(\.username) == ["ada"])
      #expect(stalled.map(\.stalled) == [.seconds(2)])
      #expect(stalled.map(\.outboxBytes) == [socket.outbox.bytes])
      watch.unstall(socket)
      #expect(watch.reading(of: socket.shard, at: .seconds(8)).stalled.isEmpty)
    }
  }

  private func listeners(of topic: Topic) -> Listeners {
    let means = Tap.Means(store: MemoryStore(), clock: ManualHubClock(), counts: HubCounts()) {
      _, _ in
    }
    return Listeners(Tap(topic, with: means), position: 0)
  }

  /// Runs `body` with a socket of ada's, whose loop has nothing to do meanwhile.
  private func withSocket(_ body: (Socket) -> Void) async throws {
    try await withHub { place in
      let transport = try await place.connect(place.store.addUser("ada")).transport
      let found = try await place.loops[0].submit { transport.receiver as? Socket }.get()
      let socket = try #require(found)
      await place.settle()
      body(socket)
    }
  }
}
