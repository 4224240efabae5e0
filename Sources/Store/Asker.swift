public import HubbubDomain

/// Whoever asked for a change: hears its outcome once, before anybody is told of it.
///
/// What one socket asks is written in the order it was asked. So a change whose
/// place has not come yet is kept back, and an answer gives a place up.
public struct Asker: Sendable {
  private let place: CommandOrder.Place?
  private let answer: @Sendable (Outcome) -> Void

  /// Makes one that is written as soon as it is decided.
  public init(_ answer: @escaping @Sendable (Outcome) -> Void) {
    (place, self.answer) = (nil, answer)
  }

  /// Makes one that has a place among others.
  public init(at place: CommandOrder.Place, _ answer: @escaping @Sendable (Outcome) -> Void) {
    (self.place, self.answer) = (place, answer)
  }

  /// Answers, and lets whatever comes behind go on.
  public func callAsFunction(_ outcome: Outcome) {
    place?.pass()
    answer(outcome)
  }

  /// Runs `deed` once all that was asked before it is decided; at once for who
  /// has no place.
  func inTurn(_ deed: @escaping @Sendable () -> Void) {
    if let place { place.settle(deed) } else { deed() }
  }
}

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
