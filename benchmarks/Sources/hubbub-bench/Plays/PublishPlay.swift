/// The publisher writes into the rooms by turns, and everybody listens.
///
/// The leader publishes; the others are done when they are told to report.
final class PublishPlay: Play {
  private enum Phase {
    case waiting, warming, publishing, draining, done
  }

  private let crew: Crew
  private let plan: Publishing
  private var phase = Phase.waiting
  private var began: UInt64 = 0
  /// Deliveries of the warm-up.
  private var deliveredBefore = 0
  private var published = 0
  /// Deliveries that what was published must bring.
  private var expected = 0
  /// Deliveries at the last look, and when they last were more.
  private var seen = 0
  private var movedAt: UInt64 = 0
  /// Deliveries that were given up, so that a lost one does not stop the run.
  private var givenUp = 0

  /// Messages into each room before it is measured: actors wake, memory grows.
  private static let warmUps = 3
  private static let mostInOneTurn = 256

  init(_ crew: Crew, _ plan: Publishing) {
    self.crew = crew
    self.plan = plan
  }

  var isPrepared: Bool { phase == .waiting }
  var isDone: Bool { phase == .done }

  func prepare(_ now: UInt64) {
    guard crew.assignment.isLeader else { return }
    phase = .warming
    movedAt = now
  }

  func begin(_ now: UInt64) {
    guard crew.assignment.isLeader else {
      phase = .done
      return
    }
    (published, expected, seen, givenUp) = (0, 0, 0, 0)
    (began, movedAt, deliveredBefore) = (now, now, crew.delivered)
    phase = .publishing
  }

  func turn(_ now: UInt64) {
    let delivered = crew.delivered - deliveredBefore
    if delivered != seen { (seen, movedAt) = (delivered, now) }
    let isStuck = Monotonic.seconds(from: movedAt, to: now) > Limits.drainSeconds
    switch phase {
    case .waiting, .done: break
    case .warming: warmUp(delivered, isStuck)
    case .publishing:
      if isStuck { (givenUp, movedAt) = (expected - delivered, now) }
      if Monotonic.seconds(from: began, to: now) < plan.seconds {
        publishWhatIsDue(now, delivered)
      } else {
        phase = .draining
      }
    case .draining where delivered >= expected || isStuck: end()
    case .draining: break
    }
  }

  private func end() {
    crew.tally.sums["published"] = published
    crew.tally.sums["expected"] = expected
    phase = .done
  }

  private func warmUp(_ delivered: Int, _ isStuck: Bool) {
    let all = Self.warmUps * crew.rooms.count
    if isStuck || published == all && delivered >= expected {
      phase = .waiting
      return
    }
    while published < all, expected - delivered < 16 * perMessage + 1_000,
      inFlight(delivered) < Limits.window.upperBound
    {
      publish()
    }
  }

  private func publishWhatIsDue(_ now: UInt64, _ delivered: Int) {
    for _ in 0..<Self.mostInOneTurn {
      switch plan.pace {
      case .window(let window):
        guard expected - delivered - givenUp <= (window - 1) * perMessage else { return }
      case .rate(let rate):
        let due = began + Monotonic.nanoseconds(Double(published) / rate)
        guard due <= now else { return }
        crew.tally.extreme("latenessMilliseconds", Double(now - due) / 1e6)
      }
      publish()
    }
  }

  /// Members of a room, on average.
  private var perMessage: Int { max(1, crew.users / crew.rooms.count) }

  private func inFlight(_ delivered: Int) -> Int { (expected - delivered) / perMessage }

  private func publish() {
    guard let publisher = crew.publisher else { return }
    let place = published % crew.rooms.count
    published += 1
    expected += crew.members(ofRoom: place)
    let text = Token.text(crew.stamp(), bytes: plan.textBytes)
    publisher.ask { ref in
      Question.send(
        ref: ref, conversation: crew.rooms[place], key: crew.key(ref), text: text)
    }
  }
}
