public import HubbubDomain
import Synchronization

/// How much one person may change over HTTP, whatever it is.
///
/// Sockets have a bound of their own, on what they ask.
///
/// - Bounds: ``Limits/writeBurst`` at once, one more per ``Limits/writeRefill``, for
///   ``Limits/limitedPeople``.
public final class WriteLimiter: Sendable {
  private let buckets = Mutex(
    TokenBuckets<UserID>(
      burst: Limits.writeBurst, refill: Limits.writeRefill, bound: Limits.limitedPeople))
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant) { self.now = now }

  /// Lets a person change something that counts as so many changes.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with the time until they may.
  func admit(_ user: UserID, counting count: Int) throws(Refusal) {
    let wait = buckets.withLock { $0.take(user, count, at: now()) }
    if let wait { throw .tooOften(retryAfter: wait) }
  }
}

extension Accounts {
  /// Lets a person change something over HTTP that counts as so many changes.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with the time until they may.
  public func admitWrite(by user: UserID, counting count: Int = 1) throws(Refusal) {
    try guards?.writes.admit(user, counting: count)
  }
}
