import ArgumentParser

/// The server dies, comes back, and everybody is at its door.
struct ReconnectWave: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "reconnect-wave",
    abstract: "10,000 sockets come back after the server was killed, with nothing lost.",
    discussion: """
      The server is killed (SIGKILL) while messages go on, and started again on the same port \
      and folder. Each socket comes back as our pages do, with the number it saw last, and must \
      see everything after it once. What the publisher had no answer for is sent again.
      """)

  @Option(help: "Sockets, all in one room.") var sockets = 10_000
  @Option(help: "Messages a second, before and after.") var rate = 5.0
  @Option(help: "Seconds before the server is killed.") var seconds = 2.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  /// Bytes of a message's text.
  private static let textBytes = 128

  func validate() throws {
    try Bounds.check("--sockets", sockets, Limits.sockets)
    try Bounds.check("--rate", rate, Limits.rate)
    try Bounds.check("--seconds", seconds, Limits.seconds)
    guard options.url == nil else {
      throw ValidationError("reconnect-wave kills the server, so it wants one of its own")
    }
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  var settings: [String: Double] {
    ["sockets": Double(sockets), "rate": rate, "seconds": seconds]
  }

  func perform(on stage: Stage) throws -> Figures {
    guard let server = stage.startedServer else { throw Problem("there is no server to kill") }
    try stage.open(sockets, .comeBack(messagesPerSecond: rate, textBytes: Self.textBytes))
    var (killed, listening): (UInt64, UInt64) = (0, 0)
    let measured = try stage.measure(seconds) {
      try stage.rest(seconds)
      killed = Monotonic.now
      server.kill()
      try server.start()
      listening = Monotonic.now
    }
    return figures(measured, killed: killed, listening: listening)
  }

  private func figures(_ measured: Measurement, killed: UInt64, listening: UInt64) -> Figures {
    var figures = Figures(measured, sockets: sockets)
    let tally = measured.tally
    figures.add(deliveriesOf: measured, expected: tally.sums["expected"] ?? 0)
    // Of a run that holds its breath in the middle, the rates say nothing.
    figures[.deliveriesPerSecond] = nil
    let caughtUp = UInt64(tally.highest["caughtUpAt"] ?? 0)
    figures[.caughtUpAfterStart] = Monotonic.seconds(from: listening, to: caughtUp)
    figures[.caughtUpAfterKill] = Monotonic.seconds(from: killed, to: caughtUp)
    figures[.awayP50] = tally.answers.milliseconds(50)
    figures[.awayP99] = tally.answers.milliseconds(99)
    figures[.messages] = Double(tally.sums["published"] ?? 0)
    for (name, figure) in [
      ("foundNobody", Figure.foundNobody), ("refusedOnce", .refusedOnce),
      ("refusedAgain", .refusedAgain), ("opened", .opened),
    ] {
      figures[figure] = Double(tally.sums[name] ?? 0)
    }
    return figures
  }
}
