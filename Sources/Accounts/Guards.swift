import HubbubDomain

/// What slows guessers down, by account and by address, and who floods, by person.
public struct Guards: Sendable {
  public let throttle: LoginThrottle
  public let logins: AddressLimiter
  public let signups: AddressLimiter
  public let writes: WriteLimiter

  /// Starts with nobody suspected, on one clock for all.
  public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    throttle = LoginThrottle(now: now)
    logins = AddressLimiter(burst: Limits.loginBurst, refill: Limits.loginRefill, now: now)
    signups = AddressLimiter(burst: Limits.signupBurst, refill: Limits.signupRefill, now: now)
    writes = WriteLimiter(now: now)
  }
}
