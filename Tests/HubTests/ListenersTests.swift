import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct ListenersTests {
  /// What became of one socket.
  private enum Place: Equatable {
    case live
    case behind(next: Int64, isHeld: Bool)
  }

  @Test(arguments: 1...4)
  func `whoever comes, falls behind, catches up and goes is where they should be`(
    _ seed: UInt64
  ) async throws {
    try await withSockets(12) { sockets in
      var random = SeededGenerator(seed: seed)
      let listeners = listeners(at: 100)
      var places: [ObjectIdentifier: Place] = [:]
      for _ in 0..<3_000 {
        let socket = random.pick(sockets)
        let id = ObjectIdentifier(socket)
        switch random.number(0...4) {
        case 0 where places[id] == nil:
          let next = random.once(in: 2) ? 101 : Int64(random.number(1...100))
          let cursor = listeners.add(socket, next: next)
          #expect((cursor == nil) == (next == 101))
          places[id] = next == 101 ? .live : .behind(next: next, isHeld: false)
        case 1 where places[id] == nil:
          listeners.hold(socket)
          places[id] = .behind(next: 101, isHeld: true)
        case 2:
          let cursor = listeners.release(socket)
          if case .behind(let next, isHeld: true) = places[id] {
            #expect(cursor?.next == next)
            places[id] = .behind(next: next, isHeld: false)
          } else {
            #expect(cursor == nil)
          }
        case 3:
          if let cursor = listeners.behind[id] {
            listeners.turnLive(cursor)
            listeners.turnLive(cursor)
            places[id] = .live
          }
        default:
          listeners.remove(socket)
          places[id] = nil
        }
        expect(listeners, hold: places, among: sockets)
      }
    }
  }

  private func expect(
    _ listeners: Listeners, hold places: [ObjectIdentifier: Place], among sockets: [Socket]
  ) {
    let live = listeners.live.map { ObjectIdentifier($0) }
    #expect(Set(live).count == live.count)
    #expect(Set(live) == Set(places.filter { $0.value == .live }.keys))
    #expect(listeners.isEmpty == places.isEmpty)
    for socket in sockets {
      let id = ObjectIdentifier(socket)
      #expect(listeners.contains(socket) == (places[id] != nil))
      guard case .behind(let next, let isHeld) = places[id] else { continue }
      #expect(listeners.behind[id]?.next == next)
      #expect(listeners.behind[id]?.isHeld == isHeld)
      #expect(listeners.place(of: socket) == next - 1)
    }
  }

  @Test func `who goes while catching up is over, and holding twice holds once`() async throws {
    try await withSockets(1) { sockets in
      let listeners = listeners(at: 10)
      let cursor = listeners.add(sockets[0], next: 5)
      listeners.hold(sockets[0])
      #expect(listeners.behind.count == 1)
      #expect(cursor?.isHeld == false)
      listeners.remove(sockets[0])
      #expect(cursor?.isOver == true)
    }
  }

  @Test func `likes no newer than an answer told are no news, and newer ones are`() async throws {
    try await withSockets(2) { sockets in
      let listeners = listeners(at: 0)
      for socket in sockets { #expect(listeners.add(socket, next: 1) == nil) }
      listeners.tell(sockets[0], version: 7)
      listeners.tell(sockets[0], version: 6)
      #expect(!listeners.isNews(6, to: sockets[0]))
      #expect(!listeners.isNews(7, to: sockets[0]))
      #expect(listeners.isNews(7, to: sockets[1]))
      #expect(listeners.isNews(8, to: sockets[0]))
      #expect(listeners.isNews(9, to: sockets[0]))
    }
  }

  @Test func `nothing is remembered of likes told to who does not listen`() async throws {
    try await withSockets(1) { sockets in
      let listeners = listeners(at: 0)
      listeners.tell(sockets[0], version: 7)
      #expect(listeners.isNews(1, to: sockets[0]))
    }
  }

  private func listeners(at position: Int64) -> Listeners {
    let (store, clock) = (MemoryStore(), ManualHubClock())
    let means = Tap.Means(store: store, clock: clock, counts: HubCounts()) { _, _ in }
    let tap = Tap(.feed, with: means)
    return Listeners(tap, position: position)
  }

  /// Runs `body` with sockets whose loop has nothing to do meanwhile.
  private func withSockets(_ count: Int, _ body: ([Socket]) -> Void) async throws {
    try await withHub { place in
      let ada = try await place.store.addUser("ada")
      var sockets: [Socket] = []
      for _ in 0..<count {
        let transport = try await place.connect(ada).transport
        let socket = try await place.loops[0].submit { transport.receiver as? Socket }.get()
        sockets.append(try #require(socket))
      }
      await place.settle()
      body(sockets)
    }
  }
}
