import HubbubDomain
import HubbubStats
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct HubReadingTests {
  private func socket(_ seconds: Int, bytes: Int = 1, id: SocketID = .make()) -> StalledSocket {
    StalledSocket(
      id: id, username: "u\(seconds)", outboxBytes: bytes, stalled: .seconds(seconds))
  }

  private func loop(
    _ index: Int, stalled: [StalledSocket] = [], busiest: [BusyTopic] = []
  ) -> LoopReading {
    LoopReading(
      index: index, sockets: 0, turns: 0, busy: .zero, delay: Meter.Reading(), stalled: stalled,
      busiest: busiest)
  }

  // MARK: - The slowest consumers

  @Test func `the slowest consumers of all loops come first, ten of them`() {
    var reading = HubReading()
    reading.loops = [
      loop(0, stalled: [1, 9, 3, 7, 5, 11].map { socket($0) }),
      loop(1, stalled: [2, 8, 4, 10, 6].map { socket($0) }),
    ]
    #expect(Limits.statsNamed == 10)
    #expect(
      reading.slowestConsumers.map(\.stalled) == (2...11).reversed().map { .seconds($0) })
    #expect(reading.slowestConsumers.first?.username == "u11")
  }

  @Test func `of two who wait alike the one who came first is named first`() {
    let ids = [SocketID.make(), .make(), .make()].sorted()
    var reading = HubReading()
    reading.loops = [
      loop(0, stalled: [socket(1, id: ids[2]), socket(1, id: ids[0])]),
      loop(1, stalled: [socket(1, id: ids[1])]),
    ]
    #expect(reading.slowestConsumers.map(\.id) == ids)
  }

  @Test func `what waits is added up over all sockets, and the most is told`() {
    var reading = HubReading()
    #expect((reading.outboxBytes, reading.largestOutboxBytes) == (0, 0))
    reading.loops = [
      loop(0, stalled: [socket(1, bytes: 5), socket(1, bytes: 70)]),
      loop(1, stalled: [socket(1, bytes: 600)]),
    ]
    #expect((reading.outboxBytes, reading.largestOutboxBytes) == (675, 600))
  }

  // MARK: - The busiest rooms

  @Test func `a room is as busy as all loops together tell it, and the busiest comes first`()
    async throws
  {
    try await withHub { place in
      let rooms = try await rooms(3, in: place)
      var reading = HubReading()
      reading.loops = [
        loop(0, busiest: [topic(rooms[0], 5, 1), topic(rooms[1], 4, 2)]),
        loop(1, busiest: [topic(rooms[1], 4, 3), topic(rooms[2], 6, 1)]),
      ]
      let busiest = await place.hub.busiestRooms(of: reading)
      #expect(busiest.map(\.id) == [rooms[1], rooms[2], rooms[0]])
      #expect(busiest.map(\.deliveriesPerSecond) == [8, 6, 5])
      #expect(busiest.map(\.listeners) == [5, 1, 1])
      #expect(busiest.map(\.title) == ["Hall", "Hall", "Hall"])
    }
  }

  @Test func `ten rooms are named, and of rooms as busy as each other the oldest`() async throws {
    try await withHub { place in
      let rooms = try await rooms(Limits.statsNamed + 1, in: place)
      var reading = HubReading()
      reading.loops = [loop(0, busiest: rooms.reversed().map { topic($0, 1, 1) })]
      let busiest = await place.hub.busiestRooms(of: reading)
      #expect(busiest.map(\.id) == Array(rooms.sorted().prefix(Limits.statsNamed)))
    }
  }

  @Test func `a room that is no more is left out`() async throws {
    try await withHub { place in
      let room = try await rooms(1, in: place)[0]
      var reading = HubReading()
      reading.loops = [loop(0, busiest: [topic(.make(), 9, 1), topic(room, 1, 1)])]
      #expect(await place.hub.busiestRooms(of: reading).map(\.id) == [room])
    }
  }

  private func topic(_ id: ConversationID, _ rate: Double, _ listeners: Int) -> BusyTopic {
    BusyTopic(conversation: id, deliveriesPerSecond: rate, listeners: listeners)
  }

  private func rooms(_ count: Int, in place: HubFixture) async throws -> [ConversationID] {
    let owner = try await place.store.addUser("ada")
    var rooms: [ConversationID] = []
    for _ in 0..<count { rooms.append(try await place.room(of: [owner])) }
    return rooms
  }
}
