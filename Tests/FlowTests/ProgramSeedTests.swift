import ArgumentParser
import Foundation
import HubbubAccounts
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import hubbub

@Suite struct ProgramSeedTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func seed(_ arguments: String...) async throws {
    let command = try SeedCommand.parse(
      arguments + ["--tokens", folder.path + "/tokens", "--data-dir", folder.path + "/data"])
    try await command.run()
  }

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// What went wrong, by the exit status it leads to.
  private func status(_ body: () async throws -> Void) async -> Int32? {
    do {
      try await body()
      return nil
    } catch { return SeedCommand.exitCode(for: error).rawValue }
  }

  private func open() throws -> SQLiteStore {
    try SQLiteStore.open(folder: folder.path + "/data", logger: .silent())
  }

  @Test func `each user gets a line with a token that opens their account, publisher last`()
    async throws
  {
    try await seed("--users", "3", "--prefix", "bot_")
    let logins = try lines("tokens").map { $0.components(separatedBy: "\t") }
    #expect(logins.map { $0[0] } == ["bot_0", "bot_1", "bot_2", "publisher"])
    let store = try open()
    for login in logins {
      let token = try #require(SessionToken(login[2]))
      let session = try #require(try await store.session(tokenHash: token.hash, at: .now()))
      #expect(session.user.username == login[0])
      #expect(session.user.id.description == login[1])
    }
    try await store.close()
  }

  @Test(arguments: [(false, [[0, 1, 2, 3], [0, 1, 2, 3]]), (true, [[0, 2, 3], [1, 3]])])
  func `who is in which room`(isSpread: Bool, expected: [[Int]]) async throws {
    let rooms = folder.path + "/rooms"
    let spread = isSpread ? ["--spread"] : []
    let command = try SeedCommand.parse(
      ["--users", "3", "--rooms", "2", "--room-ids", rooms, "--tokens", folder.path + "/tokens"]
        + ["--data-dir", folder.path + "/data"] + spread)
    try await command.run()
    let users = try lines("tokens").map { $0.components(separatedBy: "\t")[1] }
    let store = try open()
    for (room, members) in zip(try lines("rooms"), expected) {
      let id = try #require(ConversationID(room))
      let state = try #require(try await store.wakeConversation(id))
      #expect(Set(state.members?.map(\.description) ?? []) == Set(members.map { users[$0] }))
    }
    #expect(try lines("rooms").count == 2)
    try await store.close()
  }

  @Test func `a folder in use is refused, and so is a name that is taken`() async throws {
    let store = try open()
    #expect(await status { try await seed("--users", "1") } == 1)
    try await store.close()
    #expect(await status { try await seed("--users", "1") } == nil)
    #expect(await status { try await seed("--users", "1") } == 1)
  }

  @Test(arguments: ["-1", "1000001", "many", ""])
  func `a number of users that cannot be is wrong usage`(users: String) async throws {
    #expect(await status { try await seed("--users", users) } == 64)
  }

  @Test func `a bad configuration is wrong usage`() async throws {
    #expect(await status { try await seed("--users", "1", "--log-level", "loud") } == 64)
  }

  @Test func `nothing is sown when the tokens cannot be written`() async throws {
    let command = try SeedCommand.parse([
      "--users", "1", "--tokens", "/nowhere/tokens", "--data-dir", folder.path + "/data",
    ])
    #expect(await status { try await command.run() } == 1)
    let store = try open()
    #expect(try await store.account(named: "u0") == nil)
    try await store.close()
  }

  @Test func `only their owner may read the logins`() async throws {
    try await seed("--users", "1")
    let path = folder.path + "/tokens"
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? NSNumber == 0o600)
  }
}
