import FoundationEssentials

/// The worker processes of one run.
final class Workers {
  private let processes: [ChildProcess]
  private let board: Scoreboard
  private let assignments: [Assignment]
  private let progress: Progress

  /// Starts them.
  ///
  /// - Parameter assignments: one each, the leader's first.
  init(_ assignments: [Assignment], board: Scoreboard, cores: Cores, progress: Progress) throws {
    self.assignments = assignments
    self.board = board
    self.progress = progress
    processes = try assignments.map { _ in
      try ChildProcess(ThisProgram.path, ["worker"], cores: cores)
    }
  }

  deinit { for process in processes { process.end() } }

  /// Opens all sockets, and waits until each has started.
  func open() throws {
    for (process, assignment) in zip(processes, assignments) {
      try Self.tell(.open(assignment), to: process)
    }
    try wait(Limits.openSeconds, "the sockets did not open") { $0.isOpened }
  }

  func prepare() throws {
    try tell(.prepare)
    try wait(Limits.openSeconds, "the warm-up did not end") { $0.isPrepared }
  }

  /// Begins the measurement at `time` of ``Monotonic``.
  func begin(at time: UInt64) throws { try tell(.begin(at: time)) }

  /// Waits until every worker has done its part.
  ///
  /// - Parameter seconds: that the scenario states; more than
  ///   ``Limits/overtimeSeconds`` beyond them ends it.
  func waitUntilDone(_ seconds: Double) throws {
    try wait(seconds + Limits.overtimeSeconds, "the scenario did not end") { $0.isDone }
  }

  /// Ends the measurement.
  ///
  /// - Returns: what all of them counted.
  func finish() throws -> [Tally] {
    try tell(.finish)
    var tallies: [Tally] = []
    try wait(Limits.answerSeconds, "a worker does not report") { reply in
      guard case .report(let tally) = reply else { return false }
      tallies.append(tally)
      return true
    }
    return tallies
  }

  private func tell(_ order: Order) throws {
    for process in processes { try Self.tell(order, to: process) }
  }

  private static func tell(_ order: Order, to process: ChildProcess) throws {
    try process.tell(Array(JSONEncoder().encode(order)))
  }

  /// Waits for one fitting reply of each worker, and shows how it goes.
  private func wait(
    _ seconds: Double, _ problem: String, _ fits: (Reply) -> Bool
  ) throws {
    let end = Monotonic.now + Monotonic.nanoseconds(seconds)
    for process in processes {
      while true {
        guard Monotonic.now < end else { throw Problem("\(problem) within \(Int(seconds)) s") }
        progress.show(started: board.sum(.started), deliveries: board.sum(.deliveries))
        guard let line = try process.line(within: Progress.seconds) else { continue }
        let reply = try JSONDecoder().decode(Reply.self, from: Data(line))
        if case .failed(let why) = reply { throw Problem(why) }
        if fits(reply) { break }
      }
    }
  }
}

extension Reply {
  fileprivate var isOpened: Bool { if case .opened = self { true } else { false } }
  fileprivate var isPrepared: Bool { if case .prepared = self { true } else { false } }
  fileprivate var isDone: Bool { if case .done = self { true } else { false } }
}
