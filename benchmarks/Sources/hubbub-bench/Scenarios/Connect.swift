import ArgumentParser

/// People who come and go: what a login and a `start` cost.
struct Connect: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "connect", abstract: "Sockets that log in, start and go, 128 at once.",
    discussion: "One is counted when its `start` is answered; it ends at once, by a reset.")

  @Option(help: "Users, who come one after the other.") var users = 10_000
  @Option(help: "Rooms; each user is in one.") var rooms = 1
  @Option(help: "Sockets that are being opened at once.") var opening = 128
  @Option(help: "How long, in seconds.") var seconds = 5.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--users", users, Limits.sockets)
    try Bounds.check("--rooms", rooms, 1...users)
    try Bounds.check("--opening", opening, 1...min(users, 4_096))
    try Bounds.check("--seconds", seconds, Limits.seconds)
  }

  var community: StartedServer.Community { .init(users: users, rooms: rooms) }

  var settings: [String: Double] {
    [
      "users": Double(users), "rooms": Double(rooms), "opening": Double(opening),
      "seconds": seconds,
    ]
  }

  func perform(on stage: Stage) throws -> Figures {
    try stage.open(users, .churn(seconds: seconds, opening: opening))
    let measured = try stage.measure(seconds)
    var figures = Figures(measured, sockets: opening)
    let connects = Double(measured.tally.sums["connects"] ?? 0)
    figures[.connects] = connects
    figures[.connectsPerSecond] = connects / max(0.001, measured.seconds)
    figures[.connectsPerServerCPUSecond] = measured.serverCPUSeconds.map {
      connects / max(0.01, $0)
    }
    figures[.refusedOnce] = Double(measured.tally.sums["refused"] ?? 0)
    figures.add(answers: measured.tally.answers)
    return figures
  }
}
