import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// What an account that an admin has switched off can still do: nothing.
@Suite struct DisabledAccountTests {
  @Test func `a disabled account has no login and gets none`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    let login = NewSession(
      id: .make(), user: ada.id, tokenHash: [1, 2, 3], userAgent: "test", createdAt: .now(),
      expiresAt: .now() + .seconds(86_400))
    try await store.make(.openSession(login))
    #expect(try await store.session(tokenHash: login.tokenHash, at: .now())?.user == ada)
    _ = try await store.writing {
      try $0.run("UPDATE user SET is_disabled = 1 WHERE id = ?", ada.id)
    }
    #expect(try await store.session(tokenHash: login.tokenHash, at: .now()) == nil)
    #expect(try await store.account(named: "ada")?.isDisabled == true)
    let another = try await store.commit(
      .openSession(
        NewSession(
          id: .make(), user: ada.id, tokenHash: [4], userAgent: "test", createdAt: .now(),
          expiresAt: .now() + .seconds(60))))
    guard case .refused(let refusal) = another else {
      Issue.record("\(another)")
      return
    }
    #expect(refusal.code == .unauthorized)
  }
}
