/// Everybody is there and listens; the server is killed and started again;
/// everybody comes back with what they had seen last.
///
/// The publisher goes on all the while, and sends again what was not answered.
final class ReturnPlay: Play {
  private let crew: Crew
  private let messagesPerSecond: Double
  private let textBytes: Int
  private let outbox: Outbox
  private var nextMessage = UInt64.max
  /// By visitor: tries since it was lost, when that was, and what it must reach.
  private var attempts: [Int: Int] = [:]
  private var refusals: [Int: Int] = [:]
  private var lostAt: [Int: UInt64] = [:]
  private var targets: [Int: Int64] = [:]
  private var missing: Set<Int> = []
  private var deliveredBefore = 0
  private(set) var isDone = false

  init(_ crew: Crew, messagesPerSecond: Double, textBytes: Int) {
    self.crew = crew
    self.messagesPerSecond = messagesPerSecond
    self.textBytes = textBytes
    outbox = Outbox(crew)
    missing = Set(crew.visitors.map(\.index))
  }

  func begin(_ now: UInt64) {
    deliveredBefore = crew.delivered
    if crew.assignment.isLeader { nextMessage = now }
  }

  func turn(_ now: UInt64) {
    let isLeader = crew.assignment.isLeader
    if missing.isEmpty { crew.board.set(.signal, of: crew.assignment.worker, 1) }
    let allAreBack = crew.board.sum(.signal) == crew.assignment.workers
    if isLeader, !allAreBack { publish(now) }
    guard !isDone, missing.isEmpty, allAreBack || !isLeader else { return }
    let expected = outbox.answered * crew.users
    guard !isLeader || outbox.isEmpty && crew.delivered - deliveredBefore >= expected else {
      return
    }
    report(expected)
  }

  private func report(_ expected: Int) {
    crew.tally.sums["expected"] = expected
    crew.tally.sums["published"] = outbox.answered
    crew.tally.sums["refusedOnce"] = refusals.count
    crew.tally.sums["refusedAgain"] = refusals.values.count { $0 > 1 }
    isDone = true
  }

  private func publish(_ now: UInt64) {
    guard now >= nextMessage, let publisher = crew.publisher, publisher.stage == .started else {
      return
    }
    nextMessage = max(nextMessage, now) + Monotonic.nanoseconds(1 / messagesPerSecond)
    let text = Token.text(crew.stamp(), bytes: textBytes)
    outbox.send(text, to: crew.rooms[0], by: publisher)
  }

  // MARK: - Going and coming

  func ended(_ visitor: Visitor, _ ending: Ending) {
    if visitor.wasStarted {
      lostAt[visitor.index] = Monotonic.now
      targets[visitor.index] = nil
      missing.insert(visitor.index)
      if visitor.isPublisher { missing.remove(visitor.index) }
    } else if ending == .nobody {
      crew.tally.sums["foundNobody", default: 0] += 1
    } else if !visitor.isPublisher {
      refusals[visitor.index, default: 0] += 1
    }
    let attempt = attempts[visitor.index, default: 0] + 1
    attempts[visitor.index] = attempt
    crew.later(Backoff.seconds(after: ending, attempt: attempt)) { visitor.open() }
  }

  func started(_ visitor: Visitor, _ now: UInt64) {
    attempts[visitor.index] = 0
    if visitor.isPublisher { return outbox.sendAgain(by: visitor) }
    crew.tally.sums["opened", default: 0] += 1
    let room = TopicKey("conversation:\(crew.room(of: visitor))")
    let head = visitor.heads[room] ?? 0
    targets[visitor.index] = head
    reached(visitor, visitor.ledger.last(room) ?? 0, now)
  }

  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {
    guard event.name == .message, !targets.isEmpty, let seq = event.seq else { return }
    reached(visitor, seq, now)
  }

  /// A visitor has seen all up to `seq`; that may be all it had missed.
  private func reached(_ visitor: Visitor, _ seq: Int64, _ now: UInt64) {
    guard let target = targets[visitor.index], seq >= target else { return }
    targets[visitor.index] = nil
    guard missing.remove(visitor.index) != nil, let lost = lostAt[visitor.index] else { return }
    crew.tally.answers.record(nanoseconds: now - min(now, lost))
    crew.tally.extreme("caughtUpAt", Double(now))
  }

  func answered(
    _ visitor: Visitor, ref: Int?, isRefusal: Bool, _ payload: UnsafeRawBufferPointer,
    _ now: UInt64
  ) {
    outbox.answered(ref: ref, by: visitor, isRefusal: isRefusal)
  }
}
