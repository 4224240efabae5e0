public import HubbubDomain
public import HubbubStore
import Synchronization

/// Tells askers what became of their changes, and keeps what it was told.
public final class FakeHerald: Herald {
  private struct State {
    var told: [[Outcome]] = []
    var lost: [Int] = []
  }

  private let state = Mutex(State())

  public init() {}

  public func tell(_ batch: [Told]) {
    state.withLock { $0.told.append(batch.map(\.outcome)) }
    for told in batch { told.asker(told.outcome) }
  }

  public func tellLost(_ batch: [Told], because cause: any Error) {
    state.withLock { $0.lost.append(batch.count) }
    for told in batch { told.asker(told.outcome) }
  }

  /// What each transaction that was written did.
  public var told: [[Outcome]] { state.withLock { $0.told } }
  /// How many changes each transaction held that was lost.
  public var lost: [Int] { state.withLock { $0.lost } }
}
