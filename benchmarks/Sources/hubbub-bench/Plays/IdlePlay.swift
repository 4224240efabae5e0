/// Nobody does anything, for a while.
final class IdlePlay: Play {
  private let seconds: Double
  private var end = UInt64.max
  private(set) var isDone = false

  init(seconds: Double) { self.seconds = seconds }

  func begin(_ now: UInt64) { end = now + Monotonic.nanoseconds(seconds) }

  func turn(_ now: UInt64) { isDone = now >= end }
}
