public import HubbubDomain
import Synchronization

/// A clock that moves only when a test says so; what tells instants and what
/// tells the time of day move together.
public final class ManualClock: Sendable {
  private let start = ContinuousClock.now
  private let morning = Timestamp(milliseconds: 1_800_000_000_000)
  private let passed = Mutex(Duration.zero)

  public init() {}

  public var instant: ContinuousClock.Instant { start + passed.withLock { $0 } }
  public var timestamp: Timestamp { morning + passed.withLock { $0 } }

  /// Moves on.
  public func pass(_ duration: Duration) { passed.withLock { $0 += duration } }
}
