public import HubbubDomain
import Synchronization

/// The bus of a hub that is alone: a call of each listener with every event,
/// in the order published.
///
/// Topics are not told apart here: a list of them would be the hub's own list
/// again, for each of its people 300 bytes.
///
/// - Bounds: a listener each hub of this process.
/// - Isolation: a lock around the list; listeners are called outside it.
public final class LocalBus: Bus {
  private struct Member {
    weak var listener: (any BusListener)?
  }

  private let members = Mutex<[Member]>([])
  private let subscription = Subscription()

  public init() {}

  public func publish(_ event: Event) {
    for member in members.withLock({ $0 }) { member.listener?.receive(event) }
  }

  public func subscribe(_ topic: Topic, _ listener: any BusListener) -> any BusSubscription {
    members.withLock { members in
      guard !members.contains(where: { $0.listener === listener }) else { return }
      members.removeAll { $0.listener == nil }
      members.append(Member(listener: listener))
    }
    return subscription
  }

  public func flush() {}

  public func flush(_ done: @escaping @Sendable (Result<Void, any Error>) -> Void) {
    done(.success(()))
  }

  /// Nothing is ever lost within a process.
  public func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void) {}

  /// There is nothing to end: who hears a topic no more drops its events.
  private final class Subscription: BusSubscription {
    func cancel() {}
  }
}
