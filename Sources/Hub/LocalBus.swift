public import HubbubDomain
import Synchronization

/// The bus of a hub that is alone: a call of each subscriber, in the order published.
///
/// - Isolation: a lock around the list; subscribers are called outside it.
public final class LocalBus: Bus {
  typealias Sink = @Sendable (Event) -> Void

  private struct State {
    var sinks: [Topic: [Int: Sink]] = [:]
    var made = 0
  }

  private let state = Mutex(State())

  public init() {}

  public func publish(_ event: Event) {
    guard let sinks = state.withLock({ $0.sinks[event.topic] }) else { return }
    for sink in sinks.values { sink(event) }
  }

  public func subscribe(
    _ topic: Topic, _ sink: @escaping @Sendable (Event) -> Void
  ) -> any BusSubscription {
    let number = state.withLock { state in
      state.made += 1
      state.sinks[topic, default: [:]][state.made] = sink
      return state.made
    }
    return Subscription(bus: self, topic: topic, number: number)
  }

  public func flush() {}

  /// Nothing is ever lost within a process.
  public func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void) {}

  private struct Subscription: BusSubscription {
    let bus: LocalBus
    let topic: Topic
    let number: Int

    func cancel() {
      bus.state.withLock { state in
        state.sinks[topic]?[number] = nil
        if state.sinks[topic]?.isEmpty == true { state.sinks[topic] = nil }
      }
    }
  }
}
