import ArgumentParser

/// The same fan-out with stats on and off, by turns: what it costs to count.
struct StatsCost: Series {
  static let configuration = CommandConfiguration(
    commandName: "stats-cost",
    abstract: "Fan-out with HUBBUB_STATS on and off, in pairs: what counting costs.",
    discussion: """
      Each pair is one server with and one without, and every other pair begins with the one \
      without, so that what drifts falls on both. The cost is the median over the pairs.
      """)

  @Option(help: "Sockets, all in one room.") var sockets = FanOut.standard.sockets
  @Option(help: "Pairs.") var pairs = 5
  @Option(help: "How long each is measured, in seconds.") var seconds = FanOut.standard.seconds
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--sockets", sockets, Limits.sockets)
    try Bounds.check("--pairs", pairs, Limits.runs)
    try Bounds.check("--seconds", seconds, Limits.seconds)
    try checkOwnServer()
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  var settings: [String: Double] {
    ["sockets": Double(sockets), "pairs": Double(pairs), "seconds": seconds]
  }

  func perform(_ measure: (SeriesPart) throws -> Figures) throws -> Figures {
    var parts: [Figures] = []
    var costs: [String: [Double]] = [:]
    for pair in 0..<pairs {
      for setting in pair.isMultiple(of: 2) ? ["on", "off"] : ["off", "on"] {
        let part = try measure(
          SeriesPart(
            title: "pair \(pair + 1) of \(pairs), stats \(setting)", sockets: sockets,
            seconds: seconds, environment: ["HUBBUB_STATS": setting]))
        guard let cost = part.microsecondsPerDelivery else {
          throw Problem("the server's CPU is not known")
        }
        costs[setting, default: []].append(cost)
        parts.append(part)
      }
    }
    var figures = Figures(of: parts)
    figures.add(statsOn: costs["on"] ?? [], off: costs["off"] ?? [])
    return figures
  }
}

extension Figures {
  /// What pairs of measurements tell, in microseconds per delivery.
  mutating func add(statsOn: [Double], off: [Double]) {
    let percent = Spread(zip(statsOn, off).map { 100 * ($0 - $1) / $1 })
    self[.statsOn] = Spread(statsOn).median
    self[.statsOff] = Spread(off).median
    self[.statsCost] = percent.median
    self[.statsCostLowest] = percent.lowest
    self[.statsCostHighest] = percent.highest
  }
}
