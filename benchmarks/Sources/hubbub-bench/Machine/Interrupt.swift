import Glibc
import Synchronization

/// The wish of who runs us that we end: SIGINT, SIGTERM or SIGHUP.
///
/// Noted only; whoever waits looks, and ends what it has started on the way out.
enum Interrupt {
  private static let wished = Atomic(false)

  static func watch() {
    _ = wished.load(ordering: .relaxed)  // made before a signal can come
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interrupt.wished.store(true, ordering: .relaxed) }
    }
    signal(SIGPIPE, SIG_IGN)
  }

  static var isWished: Bool { wished.load(ordering: .relaxed) }

  /// - Throws: ``Problem`` once it is wished.
  static func check() throws {
    if isWished { throw Problem("interrupted") }
  }
}
