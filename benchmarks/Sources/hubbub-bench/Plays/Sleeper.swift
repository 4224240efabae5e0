/// The member that may sleep, through the windows of ``SleepPlay``: how its
/// socket ended, and what it is told on its return.
///
/// - Isolation: the worker's event loop.
struct Sleeper {
  private let visitor: Visitor?
  private var isAsleep = false
  private var ending: Ending?
  private var catchUps: [TopicKey: CatchUp] = [:]

  /// - Parameter visitor: nil where another worker has it.
  init(_ visitor: Visitor?) { self.visitor = visitor }

  var hasEnded: Bool { ending != nil }

  /// The last number that it has heard of a topic.
  func last(_ topic: TopicKey) -> Int64 { visitor?.ledger.last(topic) ?? 0 }

  /// A window begins.
  mutating func begin(isAsleep: Bool) {
    (self.isAsleep, ending, catchUps) = (isAsleep, nil, [:])
    if isAsleep { visitor?.sleep() }
  }

  /// Reads again; or comes back, where it is known to be closed.
  func wake() { hasEnded ? visitor?.open() : visitor?.wake() }

  /// Its socket has ended.
  ///
  /// - Returns: whether that was to be: once in a window that it sleeps through.
  mutating func ended(_ ending: Ending) -> Bool {
    guard isAsleep, !hasEnded else { return false }
    self.ending = ending
    return true
  }

  /// It is back.
  ///
  /// - Parameter heads: where the topics stand that it missed something of.
  mutating func started(_ heads: [TopicKey: Int64]) {
    for (topic, head) in heads { catchUps[topic] = CatchUp(since: last(topic), head: head) }
  }

  mutating func heard(_ topic: TopicKey, _ seq: Int64) { catchUps[topic]?.enter(seq) }

  /// The window is over: what comes of its socket until the next was not to be.
  ///
  /// - Returns: what there is to report of it.
  mutating func finish() -> [String: Int] {
    var sums = [
      "missed": catchUps.values.reduce(0) { $0 + $1.missed },
      "missedWrong": catchUps.values.reduce(0) { $0 + $1.faults },
      "sleepersEnded": hasEnded ? 1 : 0, "cameBack": catchUps.isEmpty ? 0 : 1,
    ]
    if case .closed(code: 4_008, _) = ending { sums["closeCodesRead"] = 1 }
    isAsleep = false
    return sums
  }
}
