/// What one who comes back is told of one topic: each number behind `since`,
/// up to where the topic stands, once and in order.
struct CatchUp: Equatable {
  let since: Int64
  let head: Int64
  /// Numbers that came when another was due, or that nobody had missed.
  private(set) var wrong = 0
  private var next: Int64

  /// - Parameters:
  ///   - since: the last number that was seen before.
  ///   - head: the last that there is, by somebody who missed none.
  init(since: Int64, head: Int64) {
    (self.since, self.head) = (since, head)
    next = since + 1
  }

  /// Numbers that were missed.
  var missed: Int { Int(max(0, head - since)) }

  /// Whether the last of them has come.
  var isComplete: Bool { next > head }

  mutating func enter(_ seq: Int64) {
    if seq != next || isComplete { wrong += 1 }
    next = max(next, seq + 1)
  }

  /// What is wrong once nothing more comes: also that some never came.
  var faults: Int { wrong + Int(max(0, head + 1 - next)) }
}
