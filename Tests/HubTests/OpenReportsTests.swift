import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// How admins are told that reports wait.
@Suite(.timeLimit(.minutes(10))) struct OpenReportsTests {
  /// A hub with an admin, and three who are none.
  private func withAdmin(_ body: (HubFixture, User, [User]) async throws -> Void) async throws {
    try await withHub { place in
      let root = try await place.store.addUser("root", role: .admin, at: place.clock.wallTime())
      try await body(place, root, try await place.store.addUsers(3))
    }
  }

  @Test func `each device of an admin is told, and no member's`() async throws {
    try await withAdmin { place, root, users in
      let laptop = try await place.listen(root, session: place.session(of: root, role: .admin))
      let phone = try await place.listen(
        root, session: place.session(of: root, role: .admin), loop: 1)
      let members = [try await place.listen(users[0]), try await place.listen(users[1], loop: 1)]
      for device in [laptop, phone] { try await device.hearReports(0) }
      let id = try await place.report(users[0], by: users[1])
      _ = try await place.report(users[2], by: users[1])
      for device in [laptop, phone] { try await device.hearReports(2) }
      try await place.write(
        .settleReport(id, as: .dismissed, by: root.id, at: place.clock.wallTime()))
      for device in [laptop, phone] { try await device.hearReports(1) }
      let last = try laptop.heard().last { $0.event == "reports" }
      #expect(last?.topic == "user:\(root.id)" && last?.seq == .null)
      for member in members {
        try await member.ask("ping")
        #expect(try await member.events("reports") == [])
      }
    }
  }

  @Test func `who was away is told when they come back, wherever they go on from`() async throws {
    try await withAdmin { place, root, users in
      let session = place.session(of: root, role: .admin)
      let before = try await place.listen(root, session: session)
      try await before.hearReports(0)
      try await before.disconnect()
      _ = try await place.report(users[0], by: users[1])
      let head = try await place.head(of: .user(root.id))
      let back = try await place.listen(root, session: session, since: [.user(root.id): head])
      try await back.hearReports(1)
    }
  }

  @Test func `a number that was asked for is no older than what was told before`() async throws {
    try await withAdmin { place, root, users in
      let here = try await place.listen(root, session: place.session(of: root, role: .admin))
      // In one line: the report is written first, whatever is asked meanwhile.
      _ = try await place.report(users[0], by: users[1])
      let other = try await place.listen(
        root, session: place.session(of: root, role: .admin), loop: 1)
      try await other.hearReports(1)
      try await here.ask("ping")
      let told = try here.heard().filter { $0.event == "reports" }
      #expect(told.last?.data.open == 1)
    }
  }

  @Test func `who becomes an admin is told from then on, who stops being one no more`() async throws
  {
    try await withAdmin { place, root, users in
      _ = try await place.report(users[0], by: users[1])
      let member = try await place.listen(users[2])
      try await place.write(.setRole(users[2].id, .admin))
      #expect(try await member.transport.closing()?.code == .roleChanged)
      #expect(try member.heard().allSatisfy { $0.event != "reports" })
      let admin = try await place.listen(
        users[2], session: place.session(of: users[2], role: .admin))
      try await admin.hearReports(1)
      try await place.write(.setRole(users[2].id, .member))
      #expect(try await admin.transport.closing()?.code == .roleChanged)
      let again = try await place.listen(users[2])
      _ = try await place.report(users[1], by: users[0])
      try await again.ask("ping")
      #expect(try await again.events("reports") == [])
    }
  }

  @Test func `a login that is older than the loss of the role is told nothing`() async throws {
    try await withAdmin { place, root, users in
      let late = try await place.connect(
        users[0], session: place.session(of: users[0], role: .admin))
      try await late.start()
      try await late.ask("ping")
      await place.settle()
      #expect(try await late.events("reports") == [])
      #expect(late.closedWith == nil)
    }
  }
}

extension HubFixture {
  fileprivate func report(_ user: User, by reporter: User) async throws -> ReportID {
    let id = ReportID.make()
    try await write(
      .report(
        NewReport(
          id: id, reporter: reporter.id, subject: .user(user.id), reason: "rude",
          createdAt: clock.wallTime())))
    return id
  }
}

extension FakeSocket {
  fileprivate func hearReports(_ open: Int64) async throws {
    try await hear { $0.event == "reports" && $0.data.open.integer == open }
  }
}
