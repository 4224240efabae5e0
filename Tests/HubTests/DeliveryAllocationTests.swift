import CAllocations
import Glibc
import HubbubDomain
import HubbubTesting
import NIOCore
import NIOPosix
import Testing

@testable import HubbubHub

/// How often a loop asks for memory while it delivers.
@Suite(.timeLimit(.minutes(10))) struct DeliveryAllocationTests {
  /// Messages that go to each socket; the one that took least is looked at.
  private static let messages = 40

  @Test func `a delivery allocates nothing`() async throws {
    try Self.raiseFileLimit()
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let few = try await allocations(sockets: 500, on: threads)
    let many = try await allocations(sockets: 2_500, on: threads)
    try await threads.shutdownGracefully()
    let perDelivery = Double(many - few) / 20_000
    print("allocations: \(few) in 5,000 deliveries, \(many) in 25,000: \(perDelivery) each more")
    #expect(perDelivery <= 0.01)
    #expect(few > 0, "what counts is not counted")
  }

  /// What the loop allocates while ten messages go to each socket.
  ///
  /// What every message takes at least: what a loop does by the clock comes on top of
  /// some. Both numbers of sockets make a long turn, so that its rest is in both.
  private func allocations(
    sockets count: Int, on threads: MultiThreadedEventLoopGroup
  ) async throws -> Int {
    var counted: [Int] = []
    try await withHub(threads: threads) { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      var sockets: [FakeSocket] = []
      for _ in 0..<count { sockets.append(try await place.listen(users[1], overKernel: true)) }
      await place.settle()
      for number in 1...Int64(Self.messages) {
        let event = Event.message(number, by: users[0], in: room)
        counted.append(await place.allocations(delivering: event))
      }
      try await sockets[0].untilTold(2 + Int64(Self.messages), on: .conversation(room))
    }
    return (counted.min() ?? 0) * 10
  }

  /// Sockets of the kernel have two ends each.
  private static func raiseFileLimit() throws {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #expect(getrlimit(files, &limit) == 0)
    try #require(limit.rlim_max >= 8_192, "too few files for 2,500 sockets")
    guard limit.rlim_cur < 8_192 else { return }
    limit.rlim_cur = min(8_192, limit.rlim_max)
    #expect(setrlimit(files, &limit) == 0)
  }
}

extension HubFixture {
  /// How often the first loop asks for memory while it delivers an event.
  fileprivate func allocations(delivering event: Event) async -> Int {
    let before = await allocations()
    bus.publish(event)
    await settle()
    return await allocations() - before
  }

  /// How often the first loop has asked for memory so far.
  private func allocations() async -> Int {
    await hub.shards[0].run { Int(allocations_of_this_thread()) }
  }
}
