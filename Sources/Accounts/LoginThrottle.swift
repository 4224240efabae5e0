public import HubbubDomain
import Synchronization

/// How often one account's password may be guessed: after a few free
/// attempts, each wait is twice the one before.
///
/// Attempts count when they begin, so guessing in parallel gains nothing;
/// those that come during a wait are refused and do not lengthen it. Where
/// an owner has logged in, they have a count of their own, which nobody
/// elsewhere can raise: a stranger's guesses never lock them out there.
///
/// - Bounds: ``Limits/throttledAccounts``, the least suspicious forgotten first.
public final class LoginThrottle: Sendable {
  private let attempts: Mutex<LoginAttempts>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Starts with nobody suspected.
  public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    attempts = Mutex(LoginAttempts(bound: Limits.throttledAccounts))
    self.now = now
  }

  /// Counts an attempt that is about to be made.
  ///
  /// - Throws: ``Refusal`` `rate_limited` with what is left to wait.
  public func begin(_ username: String, from address: ClientAddress?) throws(Refusal) {
    let wait = attempts.withLock { $0.begin(username, from: address?.counted, at: now()) }
    if let wait { throw .tooOften(retryAfter: wait) }
  }

  /// The attempt was right: its count begins anew.
  public func succeeded(_ username: String, from address: ClientAddress?) {
    attempts.withLock { $0.succeeded(username, from: address?.counted, at: now()) }
  }

  /// The attempt was never tried, for want of a thread: it does not count.
  public func withdraw(_ username: String, from address: ClientAddress?) {
    attempts.withLock { $0.withdraw(username, from: address?.counted) }
  }
}

extension Refusal {
  /// Too often; `retryAfter` until the next is taken.
  static func tooOften(retryAfter: Duration) -> Refusal {
    Refusal(.rateLimited, "That was too often. Please wait a little.", retryAfter: retryAfter)
  }
}
