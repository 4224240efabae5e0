import ArgumentParser

/// The same fan-out by one event loop and by two: what it costs to share.
struct TwoLoops: Series {
  static let configuration = CommandConfiguration(
    commandName: "two-loops",
    abstract: "Fan-out with two event loops against one, by the server's CPU.",
    discussion: """
      Both on the cores that --server-cores names, with HUBBUB_EVENT_LOOPS 1 and 2: what is \
      compared is deliveries per server-CPU-second, not the clock.
      """)

  @Option(help: "Sockets, all in one room.") var sockets = FanOut.standard.sockets
  @Option(help: "How long each is measured, in seconds.") var seconds = FanOut.standard.seconds
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--sockets", sockets, Limits.sockets)
    try Bounds.check("--seconds", seconds, Limits.seconds)
    try checkOwnServer()
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }
  var settings: [String: Double] { ["sockets": Double(sockets), "seconds": seconds] }

  func perform(_ measure: (SeriesPart) throws -> Figures) throws -> Figures {
    let parts = try [1, 2].map { loops in
      try measure(
        SeriesPart(
          title: loops == 1 ? "one loop" : "two loops", sockets: sockets, seconds: seconds,
          environment: ["HUBBUB_EVENT_LOOPS": "\(loops)"]))
    }
    var figures = Figures(of: parts)
    guard let one = parts[0][.deliveriesPerServerCPUSecond],
      let two = parts[1][.deliveriesPerServerCPUSecond]
    else { throw Problem("the server's CPU is not known") }
    figures[.oneLoop] = one
    figures[.twoLoops] = two
    figures[.twoLoopsRatio] = two / one
    return figures
  }
}
