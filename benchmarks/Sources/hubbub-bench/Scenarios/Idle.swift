import ArgumentParser

/// People who are there and do nothing: what a socket costs.
struct Idle: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "idle", abstract: "10,000 sockets that do nothing: bytes and CPU of each.",
    discussion: """
      Each is logged in and started, with a user of its own, in a room. Memory is what the \
      server's resident set grew by, from a server that has just started.
      """)

  @Option(help: "Sockets.") var sockets = 10_000
  @Option(help: "Rooms; each socket is in one.") var rooms = 1
  @Option(help: "How long they do nothing, in seconds.") var seconds = 10.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--sockets", sockets, Limits.sockets)
    try Bounds.check("--rooms", rooms, 1...sockets)
    try Bounds.check("--seconds", seconds, Limits.seconds)
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: rooms) }

  var settings: [String: Double] {
    ["sockets": Double(sockets), "rooms": Double(rooms), "seconds": seconds]
  }

  func perform(on stage: Stage) throws -> Figures {
    // Asked once before, so that what an answer needs is not counted as a socket's.
    _ = try stage.server.stats()
    let before = try stage.server.reading()
    try stage.open(sockets, .idle(seconds: seconds))
    try stage.rest(Limits.settleSeconds)
    let after = try stage.server.reading()
    let measured = try stage.measure(seconds)
    var figures = Figures(measured, sockets: sockets)
    figures[.endings] = Double(measured.tally.sums[Tally.endings] ?? 0)
    if let before, let after {
      figures[.bytesPerSocket] =
        Double(after.residentBytes - before.residentBytes) / Double(sockets)
      figures[.connectsPerServerCPUSecond] =
        Double(sockets) / max(0.01, after.cpuSeconds - before.cpuSeconds)
    }
    return figures
  }
}
