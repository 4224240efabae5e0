import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// Who waits for whom on one loop.
@Suite(.timeLimit(.minutes(10))) struct FairnessTests {
  @Test func `a large room that is told much holds a small one back by one turn at most`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let hall = try await place.room(of: [users[0], users[1]])
      let nook = try await place.room(of: [users[0], users[2]])
      for _ in 0..<300 { _ = try await place.listen(users[1], loop: 0) }
      let quiet = try await place.listen(users[2], loop: 0)
      await place.settle()
      for number in Int64(1)...200 {
        place.bus.publish(Event.message(number, by: users[0], in: hall))
      }
      place.bus.publish(Event.message(1, by: users[0], in: nook))
      let shard = place.hub.shards[0]
      // The first runs in the turn that takes the message, or in a later one, and
      // the second when that turn is over.
      await shard.run {}
      await shard.run {}
      #expect(try quiet.seqs(on: .conversation(nook)) == [3])
    }
  }
}
