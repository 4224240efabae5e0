/// How often each of many may do something, with no clock and no lock: a bucket of
/// tokens each, filled again with time.
///
/// A bucket is kept as the moment at which it will be full again (the virtual
/// scheduling of GCRA), so that it costs one number and no timer.
///
/// - Bounds: `bound` buckets; when there are more, those with the most left are
///   forgotten, since they limited least.
struct TokenBuckets<Key: Hashable & Sendable>: Sendable {
  let burst: Int
  let refill: Duration
  let bound: Int
  private(set) var fullAt: [Key: ContinuousClock.Instant] = [:]

  init(burst: Int, refill: Duration, bound: Int) {
    self.burst = burst
    self.refill = refill
    self.bound = bound
  }

  /// Takes tokens, or says how long until there are as many.
  mutating func take(
    _ key: Key, _ count: Int = 1, at now: ContinuousClock.Instant
  ) -> Duration? {
    let full = max(fullAt[key] ?? now, now) + refill * count
    let excess = now.duration(to: full) - refill * burst
    if excess > .zero { return excess }
    if fullAt[key] == nil, fullAt.count >= bound { forget(at: now) }
    fullAt[key] = full
    return nil
  }

  /// Makes room for an eighth, so that a flood of keys pays once for many.
  private mutating func forget(at now: ContinuousClock.Instant) {
    fullAt = fullAt.filter { $0.value > now }
    let kept = bound - max(1, bound / 8)
    guard fullAt.count > kept else { return }
    let emptiest = fullAt.sorted { $0.value > $1.value }.prefix(kept)
    fullAt = Dictionary(uniqueKeysWithValues: emptiest.map { ($0.key, $0.value) })
  }
}
