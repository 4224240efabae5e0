import HubbubDomain
import Synchronization

/// Measures one sort of thing: all of it since the start, and lately.
///
/// - Bounds: three ``Distribution``s.
/// - Isolation: a lock, held for some ten nanoseconds.
public final class Meter: Sendable {
  /// What was measured.
  public struct Reading: Equatable, Sendable {
    /// Since the start.
    public internal(set) var all = Distribution()
    /// Within the last one or two of ``Limits/statsWindow``.
    public internal(set) var recent = Distribution()

    public init() {}
  }

  private struct State {
    var all = Distribution()
    var window = Distribution()
    var windowBefore = Distribution()
    var windowEnd: ContinuousClock.Instant

    /// Begins a new window when the last one is over.
    mutating func turn(at now: ContinuousClock.Instant) {
      guard now >= windowEnd else { return }
      let isNext = now < windowEnd + Limits.statsWindow
      windowBefore = isNext ? window : Distribution()
      window = Distribution()
      windowEnd = now + Limits.statsWindow
    }
  }

  private let state: Mutex<State>
  private let isOn: Bool

  /// - Parameter isOn: false for one that measures nothing (`HUBBUB_STATS=off`).
  public init(isOn: Bool = true, at now: ContinuousClock.Instant = .now) {
    self.isOn = isOn
    state = Mutex(State(windowEnd: now + Limits.statsWindow))
  }

  /// Takes in a number of things.
  public func add(_ value: Int, at now: ContinuousClock.Instant = .now) {
    guard isOn else { return }
    state.withLock { state in
      state.turn(at: now)
      state.all.add(value)
      state.window.add(value)
    }
  }

  /// Takes in how long something took, in nanoseconds.
  public func add(_ duration: Duration, at now: ContinuousClock.Instant = .now) {
    add(Int(duration / .nanoseconds(1)), at: now)
  }

  /// Takes in how long ago something began.
  public func add(since start: ContinuousClock.Instant) {
    let now = ContinuousClock.now
    add(start.duration(to: now), at: now)
  }

  /// What was measured until now.
  public func reading(at now: ContinuousClock.Instant = .now) -> Reading {
    state.withLock { state in
      state.turn(at: now)
      var reading = Reading()
      reading.all = state.all
      reading.recent = state.window
      reading.recent.add(state.windowBefore)
      return reading
    }
  }
}
