import HubbubDomain

/// The codes that an authenticator shows for one secret, another every 30 seconds.
///
/// - Source: RFC 6238 with SHA-1; RFC 4226 §5.3 for the digits.
struct TimeCodes: Sendable {
  let secret: [UInt8]

  /// Makes a secret that nobody can guess.
  static func makeSecret() -> [UInt8] { Crypto.randomBytes(Limits.factorSecretBits / 8) }

  /// The step that a moment is in, counted from 1970.
  static func step(at time: Timestamp) -> Int64 {
    time.milliseconds / (1_000 * Limits.codeStepSeconds)
  }

  /// The code that is shown during a step.
  func code(of step: Int64) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
    let digest = Crypto.hmacSHA1(counter, key: secret)
    let offset = Int(digest[digest.count - 1] & 0xF)
    let number = digest[offset..<offset + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    let digits = String((number & 0x7FFF_FFFF) % 1_000_000)
    return String(repeating: "0", count: Limits.codeDigits - digits.count) + digits
  }

  /// The step whose code this is, where the clocks agree well enough.
  ///
  /// - Parameter lastStep: the last whose code was taken; it and those before
  ///   are no more.
  func step(of code: String, at time: Timestamp, after lastStep: Int64) -> Int64? {
    let now = Self.step(at: time)
    let steps = now - Limits.codeStepsOff...now + Limits.codeStepsOff
    // Each is compared, so that the time does not tell which it was.
    let right = steps.filter { Crypto.areEqual(self.code(of: $0), code) }
    return right.first { $0 > lastStep }
  }
}
