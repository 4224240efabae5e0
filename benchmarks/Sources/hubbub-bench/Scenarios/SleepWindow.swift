/// What one window of ``SlowReader`` has shown.
struct SleepWindow: Equatable {
  let isAsleep: Bool
  /// The others' latency, in milliseconds.
  let p99: Double
  /// The most that the server's memory grew by within it, in bytes.
  let growth: Double?
  /// What is added up over all windows.
  let figures: Figures

  /// Whether the sleeper sleeps, window by window: a quiet one that warms up,
  /// then pairs, of which every other begins with the sleeper.
  static func order(pairs: Int) -> [Bool] {
    [false] + (0..<pairs).flatMap { $0.isMultiple(of: 2) ? [false, true] : [true, false] }
  }

  /// Two and two, the quiet one first.
  static func pairs(_ windows: [SleepWindow]) -> [(quiet: SleepWindow, asleep: SleepWindow)] {
    Array(zip(windows.filter { !$0.isAsleep }, windows.filter(\.isAsleep)))
      .map { (quiet: $0, asleep: $1) }
  }
}

extension SleepWindow {
  init(_ measured: Measurement, isAsleep: Bool, sockets: Int, highestBytes: Int?) {
    let sums = measured.tally.sums
    var figures = Figures(measured, sockets: sockets)
    figures.add(deliveriesOf: measured, expected: sums["expected"] ?? 0)
    for (name, figure) in [
      ("missed", Figure.missed), ("missedWrong", .missedWrong), (Tally.endings, .endings),
      ("closeCodesRead", .closeCodesRead),
    ] {
      figures[figure] = Double(sums[name] ?? 0)
    }
    let closes = measured.slowConsumers
    figures[.closedSlow] = Double(closes ?? sums["closeCodesRead"] ?? 0)
    let isRight = Self.isRight(
      isAsleep: isAsleep, ended: sums["sleepersEnded"] ?? 0, cameBack: sums["cameBack"] ?? 0,
      closes: closes)
    figures[.sleepersWrong] = isRight ? 0 : 1
    self.init(
      isAsleep: isAsleep, p99: figures[.latencyP99] ?? 0,
      growth: highestBytes.flatMap { highest in
        measured.before.server.map { Double(highest - $0.residentBytes) }
      },
      figures: figures)
  }

  /// Whether the sleeper was closed and came back if it slept, and was left
  /// alone if it did not.
  ///
  /// - Parameter closes: with 4008, as the server counts them.
  static func isRight(isAsleep: Bool, ended: Int, cameBack: Int, closes: Int?) -> Bool {
    let wanted = isAsleep ? 1 : 0
    return ended == wanted && cameBack == wanted && closes ?? wanted == wanted
  }
}

extension Measurement {
  /// Sockets that the server closed with 4008, where it says so.
  var slowConsumers: Int? {
    guard let first = before.stats?.hub.slowConsumers, let last = after.stats?.hub.slowConsumers
    else { return nil }
    return last - first
  }
}

extension Figures {
  /// What pairs of windows tell: each ratio, and the median of all.
  mutating func add(_ pairs: [(quiet: SleepWindow, asleep: SleepWindow)]) {
    guard !pairs.isEmpty else { return }
    let all = pairs.map { $0.asleep.p99 / max(0.001, $0.quiet.p99) }
    self[.quiet] = pairs.map(\.quiet.p99)
    self[.asleep] = pairs.map(\.asleep.p99)
    self[.ratio] = all
    let ratios = Spread(all)
    (self[.p99Ratio], self[.p99RatioLowest]) = (ratios.median, ratios.lowest)
    self[.p99RatioHighest] = ratios.highest
    let windows = pairs.flatMap { [$0.quiet.figures, $0.asleep.figures] }
    for figure in [Figure.missed, .closedSlow, .closeCodesRead] {
      self[figure] = windows.compactMap { $0[figure] }.reduce(0, +)
    }
    let memory = pairs.compactMap { pair in
      pair.asleep.growth.flatMap { growth in pair.quiet.growth.map { growth - $0 } }
    }
    guard memory.count == pairs.count else { return }
    self[.sleeperMemory] = Spread(memory).median
    self[.sleeperMemoryHighest] = Spread(memory).highest
  }
}
