/// Opens all sockets of a worker, so many at once, until each has started.
final class Opening: Play {
  /// A server that is busy may refuse; one who was refused so often gives up.
  private static let tries = 20

  private var crew: Crew?
  private var waiting: [Visitor] = []
  private var failures: [Int: Int] = [:]
  private var missing = 0
  /// Why it cannot be done.
  private(set) var problem: String?

  var isDone: Bool { missing == 0 }

  /// Begins, with the publisher last: when it is there, everybody is.
  func open(_ crew: Crew) {
    self.crew = crew
    let all = crew.visitors + (crew.publisher.map { [$0] } ?? [])
    missing = all.count
    waiting = all.reversed()
    for _ in 0..<max(1, Limits.opening / crew.assignment.workers) { openNext() }
  }

  func started(_ visitor: Visitor, _ now: UInt64) {
    missing -= 1
    openNext()
  }

  func ended(_ visitor: Visitor, _ ending: Ending) {
    failures[visitor.index, default: 0] += 1
    guard failures[visitor.index, default: 0] < Self.tries, problem == nil else {
      problem = "the socket of \(visitor.login.username) does not open: \(ending)"
      return
    }
    // Behind everybody else, which gives the server time.
    waiting.insert(visitor, at: 0)
    openNext()
  }

  private func openNext() { waiting.popLast()?.open() }
}
