/// Nobody does anything, for a while.
final class IdlePlay: Play {
  private let crew: Crew
  private let seconds: Double
  private var end = UInt64.max
  private(set) var isDone = false

  init(_ crew: Crew, seconds: Double) { (self.crew, self.seconds) = (crew, seconds) }

  func begin(_ now: UInt64) { end = now + Monotonic.nanoseconds(seconds) }

  func turn(_ now: UInt64) { isDone = now >= end }

  /// Nobody is to go.
  func ended(_ visitor: Visitor, _ ending: Ending) {
    crew.tally.sums[Tally.endings, default: 0] += 1
  }
}
