/// Numbers of the second factor.
extension Limits {
  /// Random bits of a secret: as many as HMAC-SHA-1 has (RFC 4226 §4).
  public static let factorSecretBits = 160
  /// Digits of a code: what every authenticator shows (RFC 4226 §5.3).
  public static let codeDigits = 6
  /// Seconds that a code is shown for (RFC 6238 §5.2).
  public static let codeStepSeconds: Int64 = 30
  /// Steps by which a clock may be wrong, to either side: one, as RFC 6238 §5.2 advises.
  public static let codeStepsOff: Int64 = 1
  /// Recovery codes given at once: one a year, and some to lose.
  public static let recoveryCodes = 10
  /// Bytes of what is taken for a code at all: twice what a recovery code has with its hyphens.
  public static let codeBytes = 64
  /// Bytes of the key that seals secrets: AES-256.
  public static let sealingKeyBytes = 32
}
