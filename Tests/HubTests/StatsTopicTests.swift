import HubbubDomain
import HubbubTesting
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
}
