public import HubbubDomain
public import HubbubHub
import Synchronization

/// A bus that loses, repeats and reorders, for each subscriber by itself:
/// the same for the same seed and the same order of calls.
///
/// - Isolation: a lock; subscribers are called outside it.
public final class ChaosBus: Bus {
  /// What is done to each event on its way, in percent.
  public struct Odds: Sendable {
    public var dropped = 30
    public var doubled = 10
    public var reordered = 15

    public init() {}
  }

  /// What was done, over all subscribers.
  public struct Counts: Equatable, Sendable {
    public var published = 0
    public var dropped = 0
    public var doubled = 0
    public var reordered = 0

    public init() {}
  }

  fileprivate struct Held {
    let event: Event
    let listener: any BusListener
    /// How many more events pass it by.
    var passes: Int
  }

  fileprivate struct State {
    var random: SeededGenerator
    var listeners: [Topic: [(number: Int, listener: any BusListener)]] = [:]
    var made = 0
    var held: [Held] = []
    var counts = Counts()
    var onHealth: [@Sendable (BusHealth) -> Void] = []
  }

  private let odds: Odds
  private let state: Mutex<State>

  public init(seed: UInt64, odds: Odds = Odds()) {
    self.odds = odds
    state = Mutex(State(random: SeededGenerator(seed: seed)))
  }

  public var counts: Counts { state.withLock { $0.counts } }

  public func publish(_ event: Event) {
    let due = state.withLock { state in
      var due: [(Event, any BusListener)] = []
      for (_, listener) in state.listeners[event.topic] ?? [] {
        due += state.send(event, to: listener, odds)
      }
      return due + state.passBy()
    }
    for (event, listener) in due { listener.receive(event) }
  }

  public func subscribe(_ topic: Topic, _ listener: any BusListener) -> any BusSubscription {
    let number = state.withLock { state in
      state.made += 1
      state.listeners[topic, default: []].append((state.made, listener))
      return state.made
    }
    return Subscription(bus: self, topic: topic, number: number)
  }

  public func flush() {}

  public func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void) {
    state.withLock { $0.onHealth.append(sink) }
  }

  /// Delivers what it still holds back.
  public func settle() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for held in held { held.listener.receive(held.event) }
  }

  /// Tells the hubs that events may be lost.
  public func suspect() {
    for sink in state.withLock({ $0.onHealth }) { sink(.suspect) }
  }

  private final class Subscription: BusSubscription {
    let bus: ChaosBus
    let topic: Topic
    let number: Int

    init(bus: ChaosBus, topic: Topic, number: Int) {
      (self.bus, self.topic, self.number) = (bus, topic, number)
    }

    func cancel() {
      bus.state.withLock { $0.listeners[topic]?.removeAll { $0.number == number } }
    }
  }
}

extension ChaosBus.State {
  /// What of one event reaches a subscriber now.
  fileprivate mutating func send(
    _ event: Event, to listener: any BusListener, _ odds: ChaosBus.Odds
  ) -> [(Event, any BusListener)] {
    counts.published += 1
    let roll = random.number(0...99)
    switch roll {
    case ..<odds.dropped:
      counts.dropped += 1
      return []
    case ..<(odds.dropped + odds.doubled):
      counts.doubled += 1
      return [(event, listener), (event, listener)]
    case ..<(odds.dropped + odds.doubled + odds.reordered):
      counts.reordered += 1
      held.append(ChaosBus.Held(event: event, listener: listener, passes: random.number(1...4)))
      return []
    default: return [(event, listener)]
    }
  }

  /// Counts an event that passed by those held back.
  ///
  /// - Returns: those that follow now.
  fileprivate mutating func passBy() -> [(Event, any BusListener)] {
    for index in held.indices { held[index].passes -= 1 }
    defer { held.removeAll { $0.passes < 0 } }
    return held.filter { $0.passes < 0 }.map { ($0.event, $0.listener) }
  }
}
