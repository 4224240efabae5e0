import HubbubDomain
import NIOCore
import Synchronization

/// How fast sockets may come in.
///
/// Each takes up some time, one after another; until that is over nobody is let in. A
/// few who come now and then never notice, and ten thousand who come at once leave
/// most of the loops to those who are in already. What speaks HTTP costs nothing
/// here: a page may open as many connections as it likes.
///
/// - Isolation: a lock.
final class SocketPace: Sendable {
  private let each: TimeAmount
  private let free = Mutex(NIODeadline.uptimeNanoseconds(0))

  /// - Parameter loops: how many share the work.
  init(loops: Int) { each = TimeAmount(Limits.socketRest / max(1, loops)) }

  /// A socket is about to come in.
  func came(at now: NIODeadline = .now()) { free.withLock { $0 = max($0, now) + each } }

  /// How long nobody is to be let in; zero for not at all.
  func rest(at now: NIODeadline = .now()) -> TimeAmount {
    free.withLock { max(.zero, $0 - now) }
  }
}
