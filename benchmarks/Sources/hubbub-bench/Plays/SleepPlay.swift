/// Windows of the same messages; in some of them one visitor does not read,
/// and comes back behind them for what it missed.
///
/// The leader publishes, and the sleeper is one of its visitors; the others'
/// are done when they are told to report.
final class SleepPlay: Play {
  private enum Phase {
    case waiting, warming, publishing, draining, waking, done
    /// The window is over, and the sleeper not closed yet: it is sent more.
    case flooding
  }

  private let crew: Crew
  private let plan: Sleeping
  /// To everybody; to the sleeper; and in reserve.
  private var streams: Streams
  private var sleeper: Sleeper
  private var phase = Phase.waiting
  private var windows = 0
  /// When the window began, or what comes behind it.
  private var began: UInt64 = 0
  /// Deliveries when this part began.
  private var deliveredBefore = 0
  /// Whatever has come anywhere, at the last look, and when it last was more.
  private var seen: Int64 = 0
  private var movedAt: UInt64 = 0

  /// Messages into each room before a window.
  private static let warmUps = 3
  /// The streams that every window has.
  private static let always = 0..<2

  init(_ crew: Crew, _ plan: Sleeping) {
    self.crew = crew
    self.plan = plan
    sleeper = Sleeper(crew.sleeper)
    let floods = plan.floodRooms.map {
      Stream(room: $0, count: plan.floodTexts, textBytes: plan.floodBytes)
    }
    streams = Streams(
      crew,
      [Stream(room: crew.rooms[0], count: plan.messages, textBytes: plan.textBytes)] + floods)
  }

  var isPrepared: Bool { phase == .waiting }
  var isDone: Bool { phase == .done }
  private var isAsleep: Bool { plan.sleeps(inWindow: windows - 1) }

  func prepare(_ now: UInt64) {
    phase = crew.assignment.isLeader ? .warming : .waiting
    guard phase == .warming else { return }
    (movedAt, deliveredBefore) = (now, crew.delivered)
    streams.warmUp(Self.warmUps)
  }

  func begin(_ now: UInt64) {
    windows += 1
    phase = crew.assignment.isLeader ? .publishing : .done
    guard phase == .publishing else { return }
    (began, movedAt, deliveredBefore) = (now, now, crew.delivered)
    streams.restart()
    sleeper.begin(isAsleep: isAsleep)
  }

  func turn(_ now: UInt64) {
    switch phase {
    case .waiting, .done: break
    case .warming: if hasAll() || isStuck(now) { phase = .waiting }
    case .publishing: publishWhatIsDue(now)
    case .flooding: floodOn(now)
    case .draining: if hasAll() || isStuck(now) { drained(now) }
    case .waking: if hasSettled(now) { end() }
    }
  }

  // MARK: - Messages

  private func publishWhatIsDue(_ now: UInt64) {
    let share = Monotonic.seconds(from: began, to: now) / plan.seconds
    for place in Self.always { streams.publish(place, share) }
    let isOver = share >= 1 && streams.all[Self.always].allSatisfy(\.isOver)
    guard isOver || isStuck(now) else { return }
    (phase, began) = (isAsleep ? .flooding : .draining, now)
  }

  /// What the kernels hold is theirs to choose: more, until the sleeper is closed.
  private func floodOn(_ now: UInt64) {
    let isClosed = sleeper.hasEnded || crew.board.value(.floodsOver, of: 0) >= windows
    guard !isClosed, !isStuck(now), !streams.all.allSatisfy(\.isOver) else {
      phase = .draining
      return
    }
    let reserve = Self.always.upperBound..<streams.all.count
    let share = Monotonic.seconds(from: began, to: now) / Limits.floodSeconds
    for (turn, place) in reserve.enumerated() {
      streams.publish(place, share * Double(reserve.count) - Double(turn))
    }
  }

  func answered(
    _ visitor: Visitor, ref: Int?, isRefusal: Bool, _ payload: UnsafeRawBufferPointer,
    _ now: UInt64
  ) {
    if visitor.isPublisher { streams.answered() }
  }

  /// Whether all messages have come to all who read.
  private func hasAll() -> Bool {
    let isWarmUp = phase == .warming
    let counts = streams.all.map { isWarmUp ? Self.warmUps : $0.published }
    return crew.delivered - deliveredBefore >= counts[0] * crew.listeners
      && streams.have(counts, streams.head)
      && (isAsleep && !isWarmUp || streams.have(counts) { sleeper.last($0.topic) })
  }

  /// Whether nothing has come to anybody for longer than patience lasts.
  private func isStuck(_ now: UInt64) -> Bool { stillSeconds(now) > Limits.drainSeconds }

  /// Since when nothing has come to anybody, in seconds.
  private func stillSeconds(_ now: UInt64) -> Double {
    let all = streams.all.reduce(Int64(crew.delivered)) {
      $0 + streams.head($1) + sleeper.last($1.topic)
    }
    if all != seen { (seen, movedAt) = (all, now) }
    return Monotonic.seconds(from: movedAt, to: now)
  }

  // MARK: - Waking

  /// All others have everything: the sleeper reads again, or comes back at once.
  private func drained(_ now: UInt64) {
    guard isAsleep else { return end() }
    (phase, movedAt) = (.waking, now)
    sleeper.wake()
  }

  /// The sleeper has all, and was told nothing since that it has; or never will.
  private func hasSettled(_ now: UInt64) -> Bool {
    let hasAll = streams.all.allSatisfy { sleeper.last($0.topic) >= streams.head($0) }
    return stillSeconds(now) > (hasAll ? Limits.settleSeconds : Limits.drainSeconds)
  }

  private func end() {
    let published = streams.all[0].published
    crew.tally.sums["published"] = published
    crew.tally.sums["expected"] = published * crew.listeners
    crew.tally.sums.merge(sleeper.finish()) { $1 }
    phase = .done
  }

  func ended(_ visitor: Visitor, _ ending: Ending) {
    guard visitor.isSleeper, sleeper.ended(ending) else {
      crew.tally.sums[Tally.endings, default: 0] += 1
      return
    }
    if phase == .waking { visitor.open() }
  }

  func started(_ visitor: Visitor, _ now: UInt64) {
    sleeper.started(
      Dictionary(uniqueKeysWithValues: streams.all.map { ($0.topic, streams.head($0)) }))
  }

  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {
    guard visitor.isSleeper, let topic = event.topic, let seq = event.seq else { return }
    sleeper.heard(topic, seq)
  }
}
