import ArgumentParser
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import hubbub

/// Tests/program/test_users.py sees what is said, and passwords that are handed in.
@Suite struct ProgramUserTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The exit status that `hubbub user …` ends with.
  private func user(_ arguments: String...) async -> Int32 { await user(arguments) }

  private func user(_ arguments: [String]) async -> Int32 {
    do {
      let command = try Main.parseAsRoot(["user"] + arguments + ["--data-dir", folder.path])
      guard var command = command as? any AsyncParsableCommand else { return -1 }
      try await command.run()
      return 0
    } catch { return Main.exitCode(for: error).rawValue }
  }

  private func open() throws -> SQLiteStore {
    try SQLiteStore.open(folder: folder.path, logger: .silent())
  }

  private func account(_ name: String) async throws -> Account? {
    let store = try open()
    let account = try await store.account(named: name)
    try await store.close()
    return account
  }

  @Test(arguments: [([String](), Role.member), (["--role", "admin"], .admin)])
  func `an account is made with the role that was asked for`(
    arguments: [String], role: Role
  ) async throws {
    #expect(await user(["add", "Ada"] + arguments) == 0)
    let ada = try #require(try await account("ada"))
    #expect(ada.role == role)
    #expect(ada.passwordHash?.hasPrefix("$argon2id$") == true)
  }

  @Test func `an account gets another role, and its old one again`() async throws {
    #expect(await user("add", "ada") == 0)
    for role in [Role.admin, .admin, .member] {
      #expect(await user("role", "Ada", role.rawValue) == 0)
      #expect(try await account("ada")?.role == role)
    }
  }

  @Test func `a name that is taken, breaks the rules or is nobody's is refused`() async throws {
    #expect(await user("add", "ada") == 0)
    let before = try await account("ada")
    #expect(await user("add", "ada", "--role", "admin") == 1)
    #expect(try await account("ada") == before)
    for name in ["a", "no spaces", String(repeating: "a", count: 31), ""] {
      #expect(await user("add", name) == 1)
      #expect(await user("role", name, "admin") == 1)
    }
    #expect(await user("role", "nobody", "admin") == 1)
  }

  @Test func `a password and whether it may be used are changed`() async throws {
    #expect(await user("add", "ada") == 0)
    let before = try #require(try await account("ada")?.passwordHash)
    #expect(await user("passwd", "Ada") == 0)
    let after = try #require(try await account("ada")?.passwordHash)
    #expect(after != before)
    for (word, isDisabled) in [("disable", true), ("disable", true), ("enable", false)] {
      #expect(await user(word, "ada") == 0)
      #expect(try await account("ada")?.isDisabled == isDisabled)
    }
    for word in ["passwd", "disable", "enable", "factor-off"] {
      #expect(await user(word, "nobody") == 1)
    }
  }

  @Test func `beside a program that takes no orders nothing is changed`() async throws {
    let store = try open()
    #expect(await user("add", "ada") == 1)
    #expect(await user("role", "ada", "admin") == 1)
    #expect(try await store.account(named: "ada") == nil)
    try await store.close()
  }

  @Test(arguments: [
    ["add"], ["role", "ada"], ["role", "ada", "queen"], ["add", "ada", "--role", "queen"],
    ["conquer"], ["passwd"], ["disable"], ["enable"], ["factor-off"], ["disable", "ada", "bob"],
    ["add", "ada", "--log-level", "loud"],
  ])
  func `wrong usage ends with 64`(arguments: [String]) async throws {
    #expect(await user(arguments) == 64)
  }
}
