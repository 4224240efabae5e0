import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct PasswordHashTests {
  /// Cheap, so that what is not about the cost does not pay it.
  private static let cheap = PasswordHash.Cost(memoryKiB: 8, passes: 1, lanes: 1)

  @Test func `a password is kept as Argon2id with 19 MiB, two passes and one lane`() throws {
    let hash = try PasswordHash.make(of: "correct horse")
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    let parts = hash.text.split(separator: "$")
    #expect(parts[3].count == 22, "16 bytes of salt")
    #expect(parts[4].count == 43, "32 bytes of hash")
    #expect(!hash.needsRehash)
  }

  @Test func `the same password is never kept the same twice`() throws {
    let hashes = try (0..<50).map { _ in try PasswordHash.make(of: "same", cost: Self.cheap).text }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test(arguments: [
    "12345678", "pässwörter", "🔑🔑🔑🔑🔑🔑🔑🔑", "  spaces count  ",
    String(repeating: "x", count: 256),
  ])
  func `what was kept is read back and opens to the same password only`(
    password: String
  ) throws {
    let kept = try PasswordHash.make(of: password, cost: Self.cheap).text
    let hash = try #require(PasswordHash(kept))
    #expect(hash.text == kept)
    #expect(hash.cost == Self.cheap)
    #expect(try hash.match(password) == .right)
    #expect(try hash.match(password + "x") == .wrong)
    #expect(try hash.match("") == .wrong)
  }

  @Test func `what follows a zero counts too`() throws {
    let hash = try PasswordHash.make(of: "abc\0right", cost: Self.cheap)
    #expect(try hash.match("abc\0right") == .right)
    #expect(try hash.match("abc\0wrong") == .wrong)
    #expect(try hash.match("abc") == .wrong)
  }

  /// The string was made by OpenSSL's Argon2, which shares no code with ours.
  @Test func `another implementation's hash opens`() throws {
    let hash = try #require(
      PasswordHash(
        "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw"
          + "$WHKrZx8VFrlduKX5e9WM/G61bZbywql37X8uFopMz74"))
    #expect(try hash.match("correct horse – batterie") == .right)
    #expect(try hash.match("correct horse - batterie") == .wrong)
    #expect(!hash.needsRehash)
  }

  @Test func `nobody's hash is computed like any other and opens to nothing`() throws {
    #expect(try PasswordHash.nobody.match("12345678") == .wrong)
    #expect(try PasswordHash.nobody.match("") == .wrong)
    #expect(PasswordHash.nobody.cost == .current)
    #expect(PasswordHash(PasswordHash.nobody.text)?.cost == .current)
  }

  @Test(arguments: [
    "", "secret", "$", "$$$$$",
    "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA", "$argon2id$v=16$m=8,t=1,p=1$AAAA$AAAA",
    "$argon2id$v=19$m=8,t=1$AAAA$AAAA", "$argon2id$v=19$t=1,m=8,p=1$AAAA$AAAA",
    "$argon2id$v=19$m=8,t=1,p=1$AAAA", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA$AAAA",
    "$argon2id$v=19$m=-8,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=,t=1,p=1$AAAA$AAAA",
    "$argon2id$v=19$m=7,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=0,p=1$AAAA$AAAA",
    "$argon2id$v=19$m=8,t=1,p=0$AAAA$AAAA", "$argon2id$v=19$m=8,t=1,p=17$AAAA$AAAA",
  ])
  func `what is no Argon2id hash is not tried`(text: String) {
    #expect(PasswordHash(text) == nil)
  }

  @Test func `a hash that asks for more than we ever did is not tried`() {
    func hash(_ memory: UInt32, _ passes: UInt32) -> PasswordHash? {
      PasswordHash("$argon2id$v=19$m=\(memory),t=\(passes),p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA")
    }
    #expect(hash(Limits.hashMemoryKiBAccepted, Limits.hashPassesAccepted) != nil)
    #expect(hash(Limits.hashMemoryKiBAccepted + 1, 1) == nil)
    #expect(hash(8, Limits.hashPassesAccepted + 1) == nil)
  }

  @Test(arguments: [
    "$argon2id$v=19$m=8,t=1,p=1$*$*", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA",
    "$argon2id$v=19$m=8,t=1,p=1$$",
  ])
  func `a damaged hash is told apart from a wrong password`(text: String) throws {
    #expect(try PasswordHash(text)?.match("12345678") == .unreadable)
  }

  @Test(arguments: [
    PasswordHash.Cost(memoryKiB: Limits.hashMemoryKiB - 1, passes: 2, lanes: 1),
    PasswordHash.Cost(memoryKiB: Limits.hashMemoryKiB, passes: 1, lanes: 1),
    PasswordHash.Cost(memoryKiB: Limits.hashMemoryKiB, passes: 2, lanes: 2),
  ])
  func `other parameters than today's ask for a new hash`(cost: PasswordHash.Cost) throws {
    #expect(try PasswordHash.make(of: "12345678", cost: cost).needsRehash)
  }
}
