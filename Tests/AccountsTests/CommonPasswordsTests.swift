import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct CommonPasswordsTests {
  @Test(arguments: [
    "password", "PassWord", "12345678", "iloveyou", "qwertyuiop", "11111111", "changeme",
    "zzzzzzzzz", "😀😀😀😀😀😀😀😀",
    "marianne", "marianne1", "Marianne2026!", "mariannemarianne", "hubbub12", "Hubbub2026",
  ])
  func `what is guessed first is refused`(password: String) {
    #expect(CommonPasswords.contains(password, of: "marianne"))
    let refusal = #expect(throws: Refusal.self) {
      try AccountRules.newPassword(password, of: "marianne")
    }
    #expect(refusal?.code == .invalid)
    #expect(refusal?.field == "password")
  }

  @Test(arguments: ["correct horse", "mariannes boat", "passwort-fuer-zwei", "1 2 3 4 5 6 7 8"])
  func `what is not guessed first is taken`(password: String) throws {
    #expect(!CommonPasswords.contains(password, of: "marianne"))
    try AccountRules.newPassword(password, of: "marianne")
  }

  @Test func `the list holds a thousand, each long enough to be worth a place`() {
    #expect(CommonPasswords.listed.count >= 990)
    for password in CommonPasswords.listed {
      #expect(password.count >= Limits.passwordCharacters.lowerBound)
      #expect(password == password.lowercased(), "or it would never be found")
    }
  }
}
