public import HubbubDomain
public import NIOCore

/// The time of a hub, so that tests have a time of their own.
public protocol HubClock: Sendable {
  /// Since a moment that stays the same; never goes back.
  func now() -> Duration
  /// What the wall shows.
  func wallTime() -> Timestamp
  /// Runs `work` once `delay` has passed.
  func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void)
}

/// The machine's time; what is due runs on an event loop.
public struct LoopClock: HubClock {
  private let loop: any EventLoop
  private let start = ContinuousClock.now

  public init(loop: any EventLoop) { self.loop = loop }

  public func now() -> Duration { start.duration(to: .now) }

  public func wallTime() -> Timestamp { .now() }

  public func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
    loop.scheduleTask(in: TimeAmount(delay), work)
  }
}
