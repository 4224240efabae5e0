import Synchronization

/// What makes the first admin, once: printed at the start, and kept in memory alone.
public final class SetupKey: Sendable {
  /// As it is printed.
  public let text: String
  private let isUsed = Mutex(false)

  /// Makes one that nobody can guess.
  public init() { text = SessionToken.make().text }

  /// Whether it still makes an admin.
  var isGood: Bool { isUsed.withLock { !$0 } }

  /// Whether somebody has it, and nobody has used it.
  func fits(_ text: String) -> Bool {
    // By hash, so that the time it takes tells nothing.
    isGood && SessionToken(text)?.hash == SessionToken(self.text)?.hash
  }

  func use() { isUsed.withLock { $0 = true } }
}
