public import HubbubDomain

/// Carries events between hubs.
///
/// A hint, never the truth: it may drop, repeat and reorder, and each hub
/// puts its topics right from the store.
public protocol Bus: Sendable {
  /// Tells every subscriber of the event's topic, at most once. Never blocks.
  func publish(_ event: Event)

  /// Calls `sink` with each event of a topic, until cancelled.
  func subscribe(
    _ topic: Topic, _ sink: @escaping @Sendable (Event) -> Void
  ) throws -> any BusSubscription

  /// Returns when every subscription made before is in force.
  ///
  /// To join a topic: subscribe, flush, read its head. Any other order loses events.
  func flush() async throws

  /// Calls `sink` whenever the bus learns how it is.
  func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void)
}

/// One topic that is listened to on a bus.
public protocol BusSubscription: Sendable {
  /// Ends it; a call that is under way may still come in.
  func cancel()
}

/// How far a bus can be trusted.
public enum BusHealth: Equatable, Sendable {
  case sound
  /// Events may be lost: every head is to be looked at.
  case suspect
}
