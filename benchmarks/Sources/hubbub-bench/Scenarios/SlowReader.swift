import ArgumentParser

/// One of 10,000 who stops reading: what the others notice, and what it costs.
///
/// A few messages a second, which is what a room of 10,000 allows, would take
/// many minutes to fill one outbox. So publisher and sleeper are also in a
/// second room, alone, into which long texts go all through every window. The
/// other way, longer messages to everybody, would make the others' latencies
/// those of gigabytes. Quiet windows carry the same messages over the same
/// sockets: the sleeper reads them, and that is all the difference.
struct SlowReader: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "slow-reader",
    abstract: "1 of 10,000 members stops reading: the others' latency, memory, and its return.",
    discussion: """
      In pairs of windows, one in which all read and one in which the sleeper does not, by \
      turns; the ratio is p99 of the others' latency with the sleeper ÷ without. The sleeper is \
      closed with 4008, comes back, and must be told what it missed, each number once, in order.
      """)

  @Option(help: "Sockets, all in one room; one of them is the sleeper's.") var sockets = 10_000
  @Option(help: "Pairs of windows.") var pairs = 5
  @Option(help: "How long each window is, in seconds.") var seconds = 10.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  /// To everybody: messages a second, and bytes of each text.
  private static let messagesPerSecond = 5.0
  private static let textBytes = 128
  /// To the sleeper, in each window.
  ///
  /// 3.7 MB as frames, of which outbox, socket and kernels held 2.7 before it was
  /// closed (1.0, 0.3 and 1.4); and fewer than the 1,000 of one room that can be
  /// caught up with. Where kernels hold more, as much again goes into each of the
  /// other rooms until it is closed.
  private static let flood = (texts: 900, bytes: 4_000, rooms: 4)

  func validate() throws {
    try Bounds.check("--sockets", sockets, 2...Limits.sockets.upperBound)
    try Bounds.check("--pairs", pairs, Limits.runs)
    try Bounds.check("--seconds", seconds, Limits.sleepSeconds)
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  var settings: [String: Double] {
    ["sockets": Double(sockets), "pairs": Double(pairs), "seconds": seconds]
  }

  func perform(on stage: Stage) throws -> Figures {
    let order = SleepWindow.order(pairs: pairs)
    let sleeper = try stage.server.logins()[0]
    let sleeping = Sleeping(
      seconds: seconds, messages: Int((Self.messagesPerSecond * seconds).rounded()),
      textBytes: Self.textBytes,
      floodRooms: try (0..<Self.flood.rooms).map { _ in try stage.server.makeRoom(with: sleeper) },
      floodTexts: Self.flood.texts, floodBytes: Self.flood.bytes, windows: order)
    try stage.open(sockets, .sleep(sleeping))
    let windows = try order.indices.map {
      try window($0, isAsleep: order[$0], on: stage)
    }
    var figures = Figures(of: windows.map(\.figures))
    figures[.sockets] = Double(sockets)
    // The first warmed the server up.
    figures.add(SleepWindow.pairs(Array(windows.dropFirst())))
    return figures
  }

  private func window(
    _ place: Int, isAsleep: Bool, on stage: Stage
  ) throws -> SleepWindow {
    var highest: [Int] = []
    let closes = try stage.server.stats()?.hub.slowConsumers
    let measured = try stage.measure(seconds) {
      highest += try stage.memory(for: seconds)
      if isAsleep {
        highest += try stage.memory(for: Limits.floodSeconds) { try stage.hasClosed(after: closes) }
      }
      stage.endFloods(place + 1)
    }
    return SleepWindow(measured, isAsleep: isAsleep, sockets: sockets, highestBytes: highest.max())
  }
}

extension Stage {
  /// The memory that the server takes, in bytes, look by look: for `seconds`, or
  /// until `isOver`.
  fileprivate func memory(
    for seconds: Double, until isOver: () throws -> Bool = { false }
  ) throws -> [Int] {
    let end = Monotonic.now + Monotonic.nanoseconds(seconds)
    var looks: [Int] = []
    while Monotonic.now < end, try !isOver() {
      if let reading = try server.reading() { looks.append(reading.residentBytes) }
      try rest(Self.pause)
    }
    return looks
  }

  /// Whether the server has closed more sockets as slow than `before`, as far as it says.
  fileprivate func hasClosed(after before: Int?) throws -> Bool {
    guard let before, let closes = try server.stats()?.hub.slowConsumers else { return false }
    return closes > before
  }

  /// Seconds between two looks at the server.
  private static let pause = 0.1
}
