/// Windows of the same messages; in some of them one visitor does not read,
/// and comes back behind them for what it missed.
///
/// The leader publishes, and the sleeper is one of its visitors; the others'
/// are done when they are told to report.
final class SleepPlay: Play {
  private enum Phase {
    case waiting, warming, publishing, draining, waking, done
  }

  private let crew: Crew
  private let plan: Sleeping
  private var streams: [Stream]
  private var phase = Phase.waiting
  private var windows = 0
  private var began: UInt64 = 0
  /// Deliveries, and the publisher's numbers, when this part began.
  private var deliveredBefore = 0
  private var headsBefore: [Int64] = []
  /// Whatever has come anywhere, at the last look, and when it last was more.
  private var seen: Int64 = 0
  private var movedAt: UInt64 = 0
  /// How the sleeper's socket ended, and what it is told since.
  private var ending: Ending?
  private var catchUps: [TopicKey: CatchUp] = [:]

  /// Messages into each room before a window.
  private static let warmUps = 3

  init(_ crew: Crew, _ plan: Sleeping) {
    self.crew = crew
    self.plan = plan
    streams = [
      Stream(room: crew.rooms[0], count: plan.messages, textBytes: plan.textBytes),
      Stream(room: plan.floodRoom, count: plan.floodTexts, textBytes: plan.floodBytes),
    ]
  }

  var isPrepared: Bool { phase == .waiting }
  var isDone: Bool { phase == .done }
  private var isAsleep: Bool { plan.sleeps(inWindow: windows - 1) }

  func prepare(_ now: UInt64) {
    phase = crew.assignment.isLeader ? .warming : .waiting
    guard phase == .warming else { return }
    mark(now)
    for stream in streams {
      for _ in 0..<Self.warmUps { publish(into: stream) }
    }
  }

  func begin(_ now: UInt64) {
    windows += 1
    phase = crew.assignment.isLeader ? .publishing : .done
    guard phase == .publishing else { return }
    mark(now)
    (began, ending, catchUps) = (now, nil, [:])
    for place in streams.indices { streams[place].restart() }
    if isAsleep { crew.sleeper?.sleep() }
  }

  /// Counts from here on.
  private func mark(_ now: UInt64) {
    (movedAt, deliveredBefore) = (now, crew.delivered)
    headsBefore = streams.map { last($0, of: crew.publisher) }
  }

  func turn(_ now: UInt64) {
    switch phase {
    case .waiting, .done: break
    case .warming:
      if hasAll(Self.warmUps, Self.warmUps) || isStuck(now) { phase = .waiting }
    case .publishing: publishWhatIsDue(now)
    case .draining:
      if hasAll(streams[0].count, streams[1].count) || isStuck(now) { drained(now) }
    case .waking: if hasSettled(now) { end() }
    }
  }

  // MARK: - Messages

  private func publishWhatIsDue(_ now: UInt64) {
    let share = Monotonic.seconds(from: began, to: now) / plan.seconds
    for place in streams.indices {
      while streams[place].takeDue(share) { publish(into: streams[place]) }
    }
    if share >= 1, streams.allSatisfy(\.isOver) { phase = .draining }
  }

  private func publish(into stream: Stream) {
    let text = Token.text(crew.stamp(), bytes: stream.textBytes)
    crew.publisher?.ask { ref in
      Question.send(ref: ref, conversation: stream.room, key: crew.key(ref), text: text)
    }
  }

  /// Whether so many messages to each room have come to all who read.
  private func hasAll(_ messages: Int, _ floodTexts: Int) -> Bool {
    let counts = [messages, floodTexts]
    let isAwake = phase == .warming || !isAsleep
    let delivered = crew.delivered - deliveredBefore
    return delivered >= messages * crew.listeners
      && streams.indices.allSatisfy { place in
        let head = headsBefore[place] + Int64(counts[place])
        return last(streams[place], of: crew.publisher) >= head
          && (!isAwake || last(streams[place], of: crew.sleeper) >= head)
      }
  }

  private func last(_ stream: Stream, of visitor: Visitor?) -> Int64 {
    visitor?.ledger.last(stream.topic) ?? 0
  }

  /// Whether nothing has come to anybody for longer than patience lasts.
  private func isStuck(_ now: UInt64) -> Bool { stillSeconds(now) > Limits.drainSeconds }

  /// Since when nothing has come to anybody, in seconds.
  private func stillSeconds(_ now: UInt64) -> Double {
    let all = streams.reduce(Int64(crew.delivered)) {
      $0 + last($1, of: crew.publisher) + last($1, of: crew.sleeper)
    }
    if all != seen { (seen, movedAt) = (all, now) }
    return Monotonic.seconds(from: movedAt, to: now)
  }

  // MARK: - Waking

  /// All others have everything: the sleeper reads again, or comes back at once.
  private func drained(_ now: UInt64) {
    guard isAsleep else { return end() }
    (phase, movedAt) = (.waking, now)
    ending == nil ? crew.sleeper?.wake() : crew.sleeper?.open()
  }

  /// The sleeper has all, and was told nothing since that it has; or never will.
  private func hasSettled(_ now: UInt64) -> Bool {
    let hasAll = streams.allSatisfy {
      last($0, of: crew.sleeper) >= last($0, of: crew.publisher)
    }
    return stillSeconds(now) > (hasAll ? Limits.settleSeconds : Limits.drainSeconds)
  }

  private func end() {
    crew.tally.sums["published"] = streams[0].published
    crew.tally.sums["expected"] = streams[0].published * crew.listeners
    crew.tally.sums["missed"] = catchUps.values.reduce(0) { $0 + $1.missed }
    crew.tally.sums["missedWrong"] = catchUps.values.reduce(0) { $0 + $1.faults }
    crew.tally.sums["slept"] = isAsleep ? 1 : 0
    crew.tally.sums["sleepersEnded"] = ending == nil ? 0 : 1
    crew.tally.sums["cameBack"] = catchUps.isEmpty ? 0 : 1
    if case .closed(code: 4_008, _) = ending { crew.tally.sums["closeCodesRead"] = 1 }
    phase = .done
  }

  func ended(_ visitor: Visitor, _ ending: Ending) {
    guard visitor.isSleeper, isAsleep, self.ending == nil, phase != .done else {
      crew.tally.sums["endings", default: 0] += 1
      return
    }
    self.ending = ending
    if phase == .waking { visitor.open() }
  }

  func started(_ visitor: Visitor, _ now: UInt64) {
    for stream in streams {
      catchUps[stream.topic] = CatchUp(
        since: last(stream, of: visitor), head: last(stream, of: crew.publisher))
    }
  }

  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {
    guard visitor.isSleeper, !catchUps.isEmpty, let topic = event.topic, let seq = event.seq else {
      return
    }
    catchUps[topic]?.enter(seq)
  }
}
