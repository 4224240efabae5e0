import HubbubDomain

/// The rule of ``LoginThrottle``, with no clock and no lock.
struct LoginAttempts: Sendable {
  /// Attempts of one sort since the last that was right.
  struct Count: Equatable, Sendable {
    var attempts = 0
    /// Until when the next one has to wait.
    var blockedUntil: ContinuousClock.Instant?
  }

  /// What is remembered of one account.
  fileprivate struct Entry: Sendable {
    var strangers = Count()
    /// Counts of addresses from which a login succeeded, the latest last.
    var trusted: [(address: ClientAddress, count: Count)] = []
    var touchedAt: ContinuousClock.Instant
  }

  let bound: Int
  private var accounts: [String: Entry] = [:]

  init(bound: Int) { self.bound = bound }

  /// How many accounts are remembered.
  var count: Int { accounts.count }

  /// Counts an attempt, or says how long until one is taken.
  mutating func begin(
    _ username: String, from address: ClientAddress?, at now: ContinuousClock.Instant
  ) -> Duration? {
    var entry = remembered(username, at: now)
    let wait = entry.update(address) { $0.begin(at: now) }
    if wait == nil { entry.touchedAt = now }
    store(entry, for: username, at: now)
    return wait
  }

  /// Begins the count anew, and trusts the address.
  mutating func succeeded(
    _ username: String, from address: ClientAddress?, at now: ContinuousClock.Instant
  ) {
    var entry = remembered(username, at: now)
    entry.update(address) { $0 = Count() }
    if let address { entry.trust(address) }
    entry.touchedAt = now
    store(entry, for: username, at: now)
  }

  /// Takes back an attempt that was not made.
  mutating func withdraw(_ username: String, from address: ClientAddress?) {
    accounts[username]?.update(address) { $0.withdraw() }
  }

  private func remembered(_ username: String, at now: ContinuousClock.Instant) -> Entry {
    guard let entry = accounts[username], entry.touchedAt + Limits.loginMemory > now else {
      return Entry(touchedAt: now)
    }
    return entry
  }

  private mutating func store(
    _ entry: Entry, for username: String, at now: ContinuousClock.Instant
  ) {
    if accounts[username] == nil, accounts.count >= bound { forget(at: now) }
    accounts[username] = entry
  }

  /// Makes room for an eighth: the forgotten first, then those with the
  /// fewest attempts, then the oldest.
  private mutating func forget(at now: ContinuousClock.Instant) {
    accounts = accounts.filter { $0.value.touchedAt + Limits.loginMemory > now }
    let kept = bound - max(1, bound / 8)
    guard accounts.count > kept else { return }
    let suspicious = accounts.sorted { left, right in
      (left.value.strangers.attempts, left.value.touchedAt)
        > (right.value.strangers.attempts, right.value.touchedAt)
    }
    accounts = Dictionary(uniqueKeysWithValues: suspicious.prefix(kept).map { ($0.key, $0.value) })
  }
}

extension LoginAttempts.Count {
  fileprivate mutating func begin(at now: ContinuousClock.Instant) -> Duration? {
    if let blockedUntil, blockedUntil > now { return now.duration(to: blockedUntil) }
    attempts += 1
    blockedUntil = delay.map { now + $0 }
    return nil
  }

  fileprivate mutating func withdraw() {
    attempts = max(0, attempts - 1)
    blockedUntil = nil
  }

  /// The wait after so many attempts; nil while they are free.
  private var delay: Duration? {
    let costly = attempts - Limits.freeLoginAttempts
    guard costly >= 0 else { return nil }
    return min(Limits.firstLoginDelay * (1 << min(costly, 30)), Limits.longestLoginDelay)
  }
}

extension LoginAttempts.Entry {
  /// Changes the count that is meant: the trusted address's own, else that of all strangers.
  @discardableResult
  fileprivate mutating func update<Value>(
    _ address: ClientAddress?, _ change: (inout LoginAttempts.Count) -> Value
  ) -> Value {
    if let index = trusted.firstIndex(where: { $0.address == address }) {
      return change(&trusted[index].count)
    }
    return change(&strangers)
  }

  fileprivate mutating func trust(_ address: ClientAddress) {
    trusted.removeAll { $0.address == address }
    if trusted.count >= Limits.trustedAddresses { trusted.removeFirst() }
    trusted.append((address, LoginAttempts.Count()))
  }
}
