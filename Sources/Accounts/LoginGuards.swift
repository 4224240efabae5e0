import HubbubDomain

/// What slows guessers down: by account, and by address.
public struct LoginGuards: Sendable {
  public let throttle: LoginThrottle
  public let logins: AddressLimiter
  public let signups: AddressLimiter

  /// Starts with nobody suspected, on one clock for all.
  public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    throttle = LoginThrottle(now: now)
    logins = AddressLimiter(burst: Limits.loginBurst, refill: Limits.loginRefill, now: now)
    signups = AddressLimiter(burst: Limits.signupBurst, refill: Limits.signupRefill, now: now)
  }
}
