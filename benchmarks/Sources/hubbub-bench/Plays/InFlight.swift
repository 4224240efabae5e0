/// Commands of one socket that wait for an answer.
///
/// - Bounds: ``Limits/window``; who asks holds back when it is full, since the
///   server would refuse more.
struct InFlight: Equatable {
  private(set) var count = 0

  var isFull: Bool { count >= Limits.window.upperBound }

  mutating func asked() { count += 1 }
  mutating func answered() { count = max(0, count - 1) }
}
