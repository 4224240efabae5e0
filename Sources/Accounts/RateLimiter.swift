import HubbubDomain
import Synchronization

/// How often one of many, an address or a person, may do something: a bucket of tokens
/// each, filled again with time.
///
/// - Bounds: `bound` buckets; when there are more, those with the most left are
///   forgotten, since they limited least.
final class RateLimiter<Key: Hashable & Sendable>: Sendable {
  private let buckets: Mutex<TokenBuckets<Key>>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Lets each act `burst` times at once, and once more per `refill`.
  init(
    burst: Int, refill: Duration, bound: Int,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    buckets = Mutex(TokenBuckets(burst: burst, refill: refill, bound: bound))
    self.now = now
  }

  /// Takes tokens of one bucket.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with the time until there are as many.
  func take(_ key: Key, counting count: Int = 1) throws(Refusal) {
    let wait = buckets.withLock { $0.take(key, count, at: now()) }
    if let wait { throw .tooOften(retryAfter: wait) }
  }
}

extension RateLimiter<ClientAddress> {
  /// Takes one token of the bucket that an address counts in.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with the time until the next token.
  func admit(_ address: ClientAddress) throws(Refusal) { try take(address.counted) }
}
