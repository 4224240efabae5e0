import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct TimeCodesTests {
  /// The secret of RFC 6238, appendix B.
  private let codes = TimeCodes(secret: Array("12345678901234567890".utf8))

  @Test(arguments: [
    (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
    (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
  ])
  func `the codes are those of RFC 6238`(seconds: Int64, eightDigits: String) {
    let step = TimeCodes.step(at: Timestamp(milliseconds: seconds * 1_000))
    #expect(codes.code(of: step) == String(eightDigits.suffix(6)))
  }

  @Test func `a step begins every thirty seconds`() {
    let times: [(Int64, Int64)] = [(0, 0), (29_999, 0), (30_000, 1), (59_999, 1), (60_000, 2)]
    for (milliseconds, step) in times {
      #expect(TimeCodes.step(at: Timestamp(milliseconds: milliseconds)) == step)
    }
  }

  @Test func `a clock may be one step off, and no more`() {
    let noon = Timestamp(milliseconds: 1_800_000_000_000)
    let step = TimeCodes.step(at: noon)
    for off in Int64(-2)...2 {
      let found = codes.step(of: codes.code(of: step + off), at: noon, after: 0)
      #expect(found == (abs(off) <= Limits.codeStepsOff ? step + off : nil), "\(off)")
    }
  }

  @Test func `no code up to the last one that was taken is taken again`() {
    let noon = Timestamp(milliseconds: 1_800_000_000_000)
    let step = TimeCodes.step(at: noon)
    for off in Int64(-1)...1 {
      let found = codes.step(of: codes.code(of: step + off), at: noon, after: step)
      #expect(found == (off == 1 ? step + 1 : nil), "\(off)")
    }
  }

  @Test func `two secrets are never the same, and have 160 bits`() {
    let secrets = (0..<100).map { _ in TimeCodes.makeSecret() }
    #expect(Set(secrets).count == 100)
    #expect(secrets.allSatisfy { $0.count == 20 })
  }

  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
    ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ])
  func `base32 is that of RFC 4648 without its padding`(plain: String, text: String) {
    #expect(Base32.text(of: Array(plain.utf8)) == text)
  }

  @Test func `an authenticator is told all it needs`() {
    let setup = FactorSetup(
      secret: Array("12345678901234567890".utf8), username: "ada", issuer: "[::1]")
    #expect(setup.secret == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    #expect(
      setup.uri == "otpauth://totp/%5B%3A%3A1%5D:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        + "&issuer=%5B%3A%3A1%5D&algorithm=SHA1&digits=6&period=30")
  }
}
