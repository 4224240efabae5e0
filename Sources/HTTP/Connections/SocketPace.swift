import HubbubDomain
import NIOCore
import Synchronization

/// How fast sockets may come in.
///
/// Each takes up some time, one after another; when too much of it is taken nobody is let
/// in for a while. A few who come now and then never notice, and ten thousand who come at
/// once leave most of the loops to those who are in already.
///
/// A connection counts from when it is let in, not from when it says that it is to be a
/// socket: thousands that were silent would otherwise all be in, and speak in one turn.
/// What speaks HTTP is given back: a page may open as many as it likes.
///
/// - Bounds: ``Limits/silentConnections`` are let in before anybody waits.
/// - Isolation: a lock.
final class SocketPace: Sendable {
  private let each: TimeAmount
  private let free = Mutex(NIODeadline.uptimeNanoseconds(0))

  /// - Parameter loops: how many share the work.
  init(loops: Int) { each = TimeAmount(Limits.socketRest / max(1, loops)) }

  /// A connection was let in, which may become a socket.
  func came(at now: NIODeadline = .now()) { free.withLock { $0 = max($0, now) + each } }

  /// One of them does not.
  func wasNone() { free.withLock { $0 = $0 - each } }

  /// How long nobody is to be let in; zero for not at all.
  func rest(at now: NIODeadline = .now()) -> TimeAmount {
    free.withLock { max(.zero, $0 - now - each * Limits.silentConnections) }
  }
}
