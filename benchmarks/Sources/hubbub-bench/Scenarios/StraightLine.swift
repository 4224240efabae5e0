import ArgumentParser

/// Rooms of 100 to 15,000: whether a delivery costs the same in each.
struct StraightLine: Series {
  static let configuration = CommandConfiguration(
    commandName: "straight-line",
    abstract: "Fan-out at 100 to 15,000 sockets, and the line that its cost follows.",
    discussion: """
      Server CPU of one message over the sockets it goes to, fitted with a straight line; the \
      largest deviation is that of the point furthest from it, as a share of the point.
      """)

  @Option(help: "The largest room; larger ones of the row are left out.") var upTo = 15_000
  @Option(help: "How long each is measured, in seconds.") var seconds = 3.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  /// The rooms, and what tells of each.
  static let rooms: [(sockets: Int, cost: Figure)] = [
    (100, .cost100), (300, .cost300), (1_000, .cost1000), (3_000, .cost3000),
    (10_000, .cost10000), (15_000, .cost15000),
  ]

  func validate() throws {
    // A line through fewer than three points says nothing.
    try Bounds.check("--up-to", upTo, 1_000...15_000)
    try Bounds.check("--seconds", seconds, Limits.seconds)
    try checkOwnServer()
  }

  var community: StartedServer.Community { .init(users: upTo, rooms: 1) }
  var settings: [String: Double] { ["upTo": Double(upTo), "seconds": seconds] }

  func perform(_ measure: (SeriesPart) throws -> Figures) throws -> Figures {
    var parts: [Figures] = []
    var points: [(x: Double, y: Double)] = []
    var costs: [Figure: Double] = [:]
    for room in Self.rooms where room.sockets <= upTo {
      let part = try measure(
        SeriesPart(
          title: "\(Text.grouped(room.sockets)) sockets", sockets: room.sockets, seconds: seconds))
      parts.append(part)
      guard let cost = part.microsecondsPerDelivery else { continue }
      costs[room.cost] = cost
      points.append((Double(room.sockets), cost * Double(room.sockets)))
    }
    var figures = Figures(of: parts)
    for (figure, cost) in costs { figures[figure] = cost }
    guard let line = LineFit(points) else { throw Problem("there is no line: \(points)") }
    figures[.linePerMessage] = line.base
    figures[.linePerDelivery] = line.slope
    figures[.lineDeviation] = 100 * line.largestDeviation
    return figures
  }
}
