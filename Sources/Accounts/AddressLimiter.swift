public import HubbubDomain
import Synchronization

/// How often one address may do something: a bucket of tokens each, filled
/// again with time.
///
/// - Bounds: ``Limits/limitedAddresses`` buckets; when there are more, those
///   with the most left are forgotten, since they limited least.
public final class AddressLimiter: Sendable {
  private let buckets: Mutex<TokenBuckets>
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

/// The rule of ``AddressLimiter``, with no clock and no lock.
///
/// A bucket is kept as the moment at which it will be full again (the virtual
/// scheduling of GCRA), so that it costs one number and no timer.
struct TokenBuckets: Sendable {
  let burst: Int
  let refill: Duration
  let bound: Int
  private(set) var fullAt: [ClientAddress: ContinuousClock.Instant] = [:]

  init(burst: Int, refill: Duration, bound: Int) {
    self.burst = burst
    self.refill = refill
    self.bound = bound
  }

  /// Takes a token, or says how long until there is one.
  mutating func take(_ address: ClientAddress, at now: ContinuousClock.Instant) -> Duration? {
    let full = max(fullAt[address] ?? now, now) + refill
    let excess = now.duration(to: full) - refill * burst
    if excess > .zero { return excess }
    if fullAt[address] == nil, fullAt.count >= bound { forget(at: now) }
    fullAt[address] = full
    return nil
  }

  /// Makes room for an eighth, so that a flood of addresses pays once for many.
  private mutating func forget(at now: ContinuousClock.Instant) {
    fullAt = fullAt.filter { $0.value > now }
    let kept = bound - max(1, bound / 8)
    guard fullAt.count > kept else { return }
    let emptiest = fullAt.sorted { $0.value > $1.value }.prefix(kept)
    fullAt = Dictionary(uniqueKeysWithValues: emptiest.map { ($0.key, $0.value) })
  }
}
