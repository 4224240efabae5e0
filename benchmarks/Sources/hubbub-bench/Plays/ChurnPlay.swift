/// Visitors who come, are started, and go at once, so many at a time.
final class ChurnPlay: Play {
  private let crew: Crew
  private let seconds: Double
  private let opening: Int
  private var end: UInt64 = 0
  private var next = 0
  private var underWay = 0
  private(set) var isDone = false

  init(_ crew: Crew, seconds: Double, opening: Int) {
    self.crew = crew
    self.seconds = seconds
    self.opening = min(max(1, opening / crew.assignment.workers), crew.visitors.count)
  }

  func begin(_ now: UInt64) {
    crew.followsTopics = false
    end = now + Monotonic.nanoseconds(seconds)
    for _ in 0..<opening { openNext() }
  }

  func turn(_ now: UInt64) { isDone = now >= end && underWay == 0 }

  func started(_ visitor: Visitor, _ now: UInt64) {
    if now < end {
      crew.tally.sums["connects", default: 0] += 1
      crew.tally.answers.record(nanoseconds: now - visitor.openedAt)
    }
    visitor.close()
  }

  func ended(_ visitor: Visitor, _ ending: Ending) {
    underWay -= 1
    if !visitor.wasStarted { crew.tally.sums["refused", default: 0] += 1 }
    openNext()
  }

  private func openNext() {
    guard end == 0 || Monotonic.now < end else { return }
    underWay += 1
    let visitor = crew.visitors[next % crew.visitors.count]
    next += 1
    visitor.open()
  }
}
