import ArgumentParser

/// One room, and everybody in it: how fast one message becomes ten thousand.
struct FanOut: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "fan-out", abstract: "One room with 10,000 sockets; as fast as it goes.",
    discussion: """
      Closed loop (--window messages in flight) for throughput; open loop (--rate messages a \
      second) for latencies, since in a closed loop these only say how long the window is.
      """)

  @Option(help: "Sockets, all in one room.") var sockets = FanOut.standard.sockets
  @Option(help: "Messages in flight.") var window = FanOut.standard.window
  @Option(help: "Messages a second instead, whatever comes of them.") var rate: Double?
  @Option(help: "How long, in seconds.") var seconds = FanOut.standard.seconds
  @Option(help: "Bytes of a message's text.") var textBytes = FanOut.standard.textBytes
  @OptionGroup(title: "How it is run") var options: RunOptions

  /// What is not asked otherwise; a series' parts are the same.
  static let standard = (sockets: 10_000, window: 8, seconds: 5.0, textBytes: 128)

  func validate() throws {
    try Bounds.check("--sockets", sockets, Limits.sockets)
    try Bounds.check("--window", window, Limits.window)
    try rate.map { try Bounds.check("--rate", $0, Limits.rate) }
    try Bounds.check("--seconds", seconds, Limits.seconds)
    try Bounds.check("--text-bytes", textBytes, Limits.textBytes)
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  var settings: [String: Double] {
    [
      "sockets": Double(sockets), "window": rate == nil ? Double(window) : 0, "rate": rate ?? 0,
      "seconds": seconds, "textBytes": Double(textBytes),
    ]
  }

  func perform(on stage: Stage) throws -> Figures {
    let publishing = Publishing(
      pace: rate.map { .rate($0) } ?? .window(window), seconds: seconds, textBytes: textBytes)
    return try stage.publish(publishing, to: sockets)
  }
}

extension Stage {
  /// Publishes to `sockets` visitors in the rooms that they are in.
  func publish(_ publishing: Publishing, to sockets: Int) throws -> Figures {
    try open(sockets, .publish(publishing))
    let measured = try measure(publishing.seconds)
    var figures = Figures(measured, sockets: sockets)
    figures.add(deliveriesOf: measured, expected: measured.tally.sums["expected"] ?? 0)
    figures[.messages] = Double(measured.tally.sums["published"] ?? 0)
    return figures
  }
}
