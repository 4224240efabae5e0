import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct MadePasswordTests {
  private static let letters = Set("abcdefghijkmnpqrstuvwxyz23456789")

  @Test func `a made password is 100 bits that nobody has seen`() {
    let made = (0..<1_000).map { _ in MadePassword.make() }
    #expect(Set(made).count == made.count)
    for password in made {
      let groups = password.split(separator: "-")
      #expect(groups.map(\.count) == [5, 5, 5, 5])
      #expect(groups.joined().count == Limits.madePasswordCharacters)
      #expect(groups.joined().allSatisfy(Self.letters.contains))
    }
    #expect(Self.letters.count == 32)
    #expect(Set(made.joined()).subtracting("-") == Self.letters, "each is used")
  }

  @Test func `a made password is one that may be had`() throws {
    try AccountRules.newPassword(MadePassword.make(), of: "ada")
  }
}
