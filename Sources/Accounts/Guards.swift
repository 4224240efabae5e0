public import HubbubDomain

/// What slows guessers down, by account and by address, and who floods, by person.
public struct Guards: Sendable {
  public let throttle: LoginThrottle
  let logins: RateLimiter<ClientAddress>
  let signups: RateLimiter<ClientAddress>
  let writes: RateLimiter<UserID>

  /// Starts with nobody suspected, on one clock for all.
  public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    throttle = LoginThrottle(now: now)
    logins = RateLimiter(
      burst: Limits.loginBurst, refill: Limits.loginRefill, bound: Limits.limitedAddresses,
      now: now)
    signups = RateLimiter(
      burst: Limits.signupBurst, refill: Limits.signupRefill, bound: Limits.limitedAddresses,
      now: now)
    writes = RateLimiter(
      burst: Limits.writeBurst, refill: Limits.writeRefill, bound: Limits.limitedPeople, now: now)
  }
}

extension Accounts {
  /// Lets a person change something over HTTP that counts as so many changes.
  ///
  /// Sockets have a bound of their own, on what they ask.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with the time until they may.
  public func admitWrite(by user: UserID, counting count: Int = 1) throws(Refusal) {
    try guards?.writes.take(user, counting: count)
  }
}
