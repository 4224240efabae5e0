import Synchronization

/// What a row is told of a person's coming and going, and whether it was not written.
///
/// - Isolation: an atomic: the writer says so on its own thread.
final class TouchReceipt: Sendable {
  let touch: PresenceRules.Touch
  private let wasRefused = Atomic(false)

  init(of touch: PresenceRules.Touch) { self.touch = touch }

  /// Whether it is to be written again; says so once.
  var isLost: Bool { wasRefused.exchange(false, ordering: .relaxed) }

  func lose() { wasRefused.store(true, ordering: .relaxed) }
}
