/// What a worker counted while it was measured.
struct Tally: Codable, Sendable {
  /// Texts that came, each once per visitor, from the stamp ``from`` on.
  var deliveries = 0
  /// What lies before belongs to the warm-up.
  var from: UInt64 = 0
  /// When the last delivery came.
  var lastAt: UInt64 = 0
  /// Numbers that did not come in their turn.
  var gaps = 0
  var doubled = 0
  var reordered = 0
  /// Numbers on topics that nobody had announced.
  var strays = 0
  var latency = Latency()
  /// From a question to its answer, where a scenario asks.
  var answers = Latency()
  /// Pages read over HTTP, where a scenario does.
  var pages = Latency()
  /// CPU seconds that the worker itself took.
  var cpuSeconds = 0.0
  /// Whatever else a scenario counts, by name.
  var sums: [String: Int] = [:]
  var lowest: [String: Double] = [:]
  var highest: [String: Double] = [:]

  /// In ``sums``: sockets that ended and were not to.
  static let endings = "endings"

  /// In ``sums``: what must be 0 whenever it happens.
  private static let faults = [endings, "badFrames", "refusedCommands", "resets"]

  /// Forgets what was counted and what was sent before `time`, but nothing that was
  /// wrong since the last report: no later number shows it again.
  mutating func clear(from time: UInt64) {
    let old = self
    self = Tally()
    from = time
    (gaps, doubled, reordered, strays) = (old.gaps, old.doubled, old.reordered, old.strays)
    sums = old.sums.filter { Self.faults.contains($0.key) }
  }

  /// What it holds has been told.
  mutating func reported() {
    (gaps, doubled, reordered, strays) = (0, 0, 0, 0)
    for fault in Self.faults { sums[fault] = nil }
  }

  @inline(__always)
  mutating func delivered(_ stamp: UInt64, _ now: UInt64) {
    guard stamp >= from else { return }
    deliveries += 1
    lastAt = now
    latency.record(nanoseconds: now > stamp ? now - stamp : 0)
  }

  /// Enters what the ledger found wrong.
  mutating func note(_ finding: Ledger.Finding) {
    switch finding {
    case .next: break
    case .gap(let numbers): gaps += Int(numbers)
    case .late:
      gaps -= 1
      reordered += 1
    case .again: doubled += 1
    case .stray: strays += 1
    }
  }

  /// Enters one value of those whose lowest and highest count.
  mutating func extreme(_ name: String, _ value: Double) {
    lowest[name] = min(lowest[name] ?? value, value)
    highest[name] = max(highest[name] ?? value, value)
  }

  /// Adds what another worker counted.
  mutating func merge(_ other: Tally) {
    deliveries += other.deliveries
    lastAt = max(lastAt, other.lastAt)
    gaps += other.gaps
    doubled += other.doubled
    reordered += other.reordered
    strays += other.strays
    latency.merge(other.latency)
    answers.merge(other.answers)
    pages.merge(other.pages)
    cpuSeconds += other.cpuSeconds
    sums.merge(other.sums, uniquingKeysWith: +)
    lowest.merge(other.lowest, uniquingKeysWith: min)
    highest.merge(other.highest, uniquingKeysWith: max)
  }
}
