import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct StatsTopicTests {
  private let asked = Watched(0)

  /// Runs `body` with a hub whose figures are how often they were asked for.
  private func withFigures(_ body: (HubFixture, [User]) async throws -> Void) async throws {
    try await withHub { place in
      place.hub.tellStats { [asked] in
        asked.change { $0 += 1 }
        return Array(#"{"asked":\#(asked.value)}"#.utf8)
      }
      try await body(place, try await place.store.addUsers(2))
    }
  }

  @Test func `an admin is told how things stand at once, and again every second`() async throws {
    try await withFigures { place, users in
      let admin = try await place.listen(
        users[0], session: place.session(of: users[0], role: .admin))
      let answer = try await admin.ask("subscribe", ["topics": ["stats"]])
      #expect(answer["ok"]["topics"] == ["stats": ["seq": 0]])
      try await admin.hear { $0.event == "stats" && $0.data == ["asked": 1] }
      try await place.clock.untilDue(after: Limits.statsBeat)
      place.clock.advance(by: Limits.statsBeat)
      try await admin.hear { $0.event == "stats" && $0.data == ["asked": 2] }
    }
  }

  @Test func `a member is not told, and the topic is left out of the answer`() async throws {
    try await withFigures { place, users in
      let member = try await place.listen(users[0])
      let answer = try await member.ask("subscribe", ["topics": ["stats"]])
      #expect(answer["ok"]["topics"] == [:])
      place.clock.advance(by: Limits.statsBeat * 3)
      try await member.ask("ping")
      #expect(try await member.events("stats") == [])
      #expect(asked.value == 0)
    }
  }

  @Test func `nothing is computed once nobody listens any more`() async throws {
    try await withFigures { place, users in
      let session = place.session(of: users[0], role: .admin)
      let (one, two) = (
        try await place.listen(users[0], session: session),
        try await place.listen(users[0], session: session)
      )
      try await one.ask("subscribe", ["topics": ["stats"]])
      try await one.hear { $0.event == "stats" }
      try await two.ask("subscribe", ["topics": ["stats"]])
      try await two.hear { $0.event == "stats" }
      try await one.ask("unsubscribe", ["topics": ["stats"]])
      try await two.disconnect()
      await place.settle()
      let before = asked.value
      for _ in 0..<5 {
        place.clock.advance(by: Limits.statsBeat)
        await place.settle()
      }
      #expect(asked.value == before)
    }
  }

  @Test func `a reading that takes long is not overtaken by the next`() async throws {
    let (begun, released) = (Watched(0), Watched(Set<Int>()))
    try await withHub { place in
      place.hub.tellStats {
        let number = begun.change { number in
          number += 1
          return number
        }
        try? await released.until { $0.contains(number) }
        return Array(#"{"reading":\#(number)}"#.utf8)
      }
      let admins = try await place.twoAdmins()
      try await admins[0].ask("subscribe", ["topics": ["stats"]])
      try await begun.until { $0 == 1 }
      try await admins[1].ask("subscribe", ["topics": ["stats"]])
      place.clock.advance(by: Limits.statsBeat)
      for _ in 0..<20 { await place.settle() }
      #expect(begun.value == 1)

      // One by one: what waits for a socket together collapses into the newest.
      released.change { $0 = [1] }
      try await admins[0].hear { $0.event == "stats" && $0.data == ["reading": 1] }
      released.change { $0 = [1, 2, 3] }
      for admin in admins {
        try await admin.hear { $0.event == "stats" && $0.data == ["reading": 2] }
      }
      await place.settle()
      #expect(begun.value == 2)
      #expect(try await admins[0].events("stats").map(\.data) == [["reading": 1], ["reading": 2]])
      #expect(try await admins[1].events("stats").map(\.data) == [["reading": 2]])
    }
  }

  @Test func `who enters before there are figures is told as soon as there are`() async throws {
    try await withHub { place in
      let admin = try await place.twoAdmins()[0]
      try await admin.ask("subscribe", ["topics": ["stats"]])
      place.clock.advance(by: Limits.statsBeat)
      place.hub.tellStats { Array(#"{"asked":1}"#.utf8) }
      try await admin.hear { $0.event == "stats" && $0.data == ["asked": 1] }
    }
  }

  @Test func `who enters after the end is told nothing, and no beat goes on for them`()
    async throws
  {
    try await withHub { place in
      let transport = try await place.connect(place.store.addUser("ada")).transport
      let found = try await place.loops[0].submit { transport.receiver as? Socket }.get()
      let socket = try #require(found)
      let clock = ManualHubClock()
      let topic = StatsTopic(clock: clock)
      topic.connect { [asked] in
        asked.change { $0 += 1 }
        return []
      }
      topic.enter(socket)
      try await asked.until { $0 == 1 }
      topic.end()
      clock.advance(by: Limits.statsBeat)
      #expect(clock.appointments == 0)
      topic.connect { [] }
      topic.enter(socket)
      #expect(clock.appointments == 0)
      await place.settle()
      #expect(asked.value == 1)
    }
  }
}

extension HubFixture {
  /// Sockets of two admins.
  fileprivate func twoAdmins() async throws -> [FakeSocket] {
    var admins: [FakeSocket] = []
    for user in try await store.addUsers(2) {
      admins.append(try await listen(user, session: session(of: user, role: .admin)))
    }
    return admins
  }
}
