public import HubbubDomain
import Synchronization

/// How often one address may do something: a bucket of tokens each, filled
/// again with time.
///
/// - Bounds: ``Limits/limitedAddresses`` buckets; when there are more, those
///   with the most left are forgotten, since they limited least.
public final class AddressLimiter: Sendable {
  private let buckets: Mutex<TokenBuckets<ClientAddress>>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Lets each address act `burst` times at once, and once more per `refill`.
  public init(
    burst: Int, refill: Duration,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    buckets = Mutex(
      TokenBuckets(burst: burst, refill: refill, bound: Limits.limitedAddresses))
    self.now = now
  }

  /// Takes one token of `address`'s bucket.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with the time until the next token.
  public func admit(_ address: ClientAddress) throws(Refusal) {
    let wait = buckets.withLock { $0.take(address.counted, at: now()) }
    if let wait { throw .tooOften(retryAfter: wait) }
  }
}
