public import HubbubDomain

/// Carries events between hubs.
///
/// A hint, never the truth: it may drop, repeat and reorder, and each hub
/// puts its topics right from the store.
public protocol Bus: Sendable {
  /// Tells every subscriber of the event's topic, at most once. Never blocks.
  func publish(_ event: Event)

  /// Tells `listener` each event of a topic, until cancelled.
  ///
  /// It may be told events of other topics, too: a hub knows what it hears, and
  /// a bus within one process need not know it again.
  func subscribe(_ topic: Topic, _ listener: any BusListener) throws -> any BusSubscription

  /// Returns when every subscription made before is in force.
  ///
  /// To join a topic: subscribe, flush, read its head. Any other order loses events.
  func flush() async throws

  /// The same, told by a call: at once where nothing is to be waited for.
  func flush(_ done: @escaping @Sendable (Result<Void, any Error>) -> Void)

  /// Calls `sink` whenever the bus learns how it is.
  func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void)
}

extension Bus {
  public func flush(_ done: @escaping @Sendable (Result<Void, any Error>) -> Void) {
    Task {
      do { done(.success(try await flush())) } catch { done(.failure(error)) }
    }
  }
}

/// Who is told what a bus brings: a hub, with all its topics.
public protocol BusListener: AnyObject, Sendable {
  /// Takes an event; of a topic that nobody here hears it is dropped.
  func receive(_ event: Event)
}

/// One topic that is listened to on a bus.
public protocol BusSubscription: AnyObject, Sendable {
  /// Ends it; a call that is under way may still come in.
  func cancel()
}

/// How far a bus can be trusted.
public enum BusHealth: Equatable, Sendable {
  case sound
  /// Events may be lost: every head is to be looked at.
  case suspect
}
