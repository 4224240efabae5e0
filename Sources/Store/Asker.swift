public import HubbubDomain

/// Whoever asked for a change: hears its outcome once, before anybody is told of it.
public typealias Asker = @Sendable (Outcome) -> Void

/// A change that somebody asked for, and what became of it.
public struct Told: Sendable {
  public let change: Change
  public let outcome: Outcome
  public let asker: Asker
}

/// Who hears of every commit.
public protocol Herald: Sendable {
  /// Tells what one transaction wrote, in the order it was written.
  ///
  /// - Isolation: the writer's task; one batch at a time, in commit order.
  func tell(_ batch: [Told])

  /// Tells that a transaction failed as a whole: nothing of it was written.
  func tellLost(_ batch: [Told], because cause: any Error)
}
