/// One run: a server, the workers around it, and what is read off both.
final class Stage {
  let server: any ServerUnderTest
  private let options: RunOptions
  private let progress: Progress
  private let title: String
  private let folder: TemporaryFolder
  private var workers: Workers?
  private var board: Scoreboard?

  init(
    server: any ServerUnderTest, options: RunOptions, progress: Progress, title: String
  ) throws {
    self.server = server
    self.options = options
    self.progress = progress
    self.title = title
    folder = try TemporaryFolder()
  }

  /// The server, where it is one that can be killed and started again.
  var startedServer: StartedServer? { server as? StartedServer }

  /// Starts workers for `sockets` visitors and has them open all sockets.
  func open(_ sockets: Int, _ part: Part) throws {
    let assignments = assign(sockets, part)
    let board = try Scoreboard(path: folder.file("board"), workers: assignments.count)
    let workers = try Workers(
      assignments, board: board, cores: options.loadCores, progress: progress)
    (self.workers, self.board) = (workers, board)
    progress.begin("\(title): opening")
    try workers.open()
  }

  /// Says to the workers that the sleepers of so many windows are to be sent no more.
  func endFloods(_ windows: Int) { board?.set(.floodsOver, of: 0, windows) }

  /// Ends the workers, and with them all sockets.
  func leave() { workers = nil }

  /// As few workers as can hold them; all hold about as many.
  private func assign(_ sockets: Int, _ part: Part) -> [Assignment] {
    let most = options.socketsPerWorker ?? OpenFiles.socketsOfOneWorker
    let count = (sockets + most - 1) / most
    return (0..<count).map { worker in
      let first = sockets * worker / count
      return Assignment(
        worker: worker, workers: count, host: server.host, port: server.port,
        tokensFile: server.tokensFile, roomsFile: server.roomsFile, first: first,
        count: sockets * (worker + 1) / count - first, boardFile: folder.file("board"),
        part: part)
    }
  }

  /// Measures what the workers do, from a common start until all have done it.
  ///
  /// - Parameters:
  ///   - seconds: about how long it takes.
  ///   - meanwhile: what the bench itself does after the start.
  func measure(
    _ seconds: Double, meanwhile: () throws -> Void = {}
  ) throws -> Measurement {
    guard let workers else { throw Problem("nothing was opened") }
    progress.begin("\(title): warming up")
    try workers.prepare()
    try rest(Limits.settleSeconds)
    progress.begin("\(title): measuring")
    let start = Monotonic.now + Monotonic.nanoseconds(Self.headStart)
    try workers.begin(at: start)
    let stats = try server.stats()
    try rest(Monotonic.seconds(from: Monotonic.now, to: start))
    let before = Meter(
      at: start, server: try server.reading(), stats: stats, machine: try .now())
    try meanwhile()
    try workers.waitUntilDone(seconds)
    let after = try Meter.read(server)
    return Self.measurement(before, after, try workers.finish())
  }

  private static func measurement(
    _ before: Meter, _ after: Meter, _ tallies: [Tally]
  ) -> Measurement {
    let seconds = max(0.001, Monotonic.seconds(from: before.at, to: after.at))
    var all = Tally()
    for tally in tallies { all.merge(tally) }
    return Measurement(
      before: before, after: after, tally: all,
      busiestWorker: (tallies.map(\.cpuSeconds).max() ?? 0) / seconds)
  }

  /// Waits, and ends when it is told to.
  func rest(_ seconds: Double) throws {
    let end = Monotonic.now + Monotonic.nanoseconds(seconds)
    while Monotonic.now < end {
      try Interrupt.check()
      Monotonic.rest(nanoseconds: min(50_000_000, Int(end - min(end, Monotonic.now)) + 1))
    }
  }

  /// Seconds between the order to begin and the beginning: every worker has read it by then.
  private static let headStart = 0.1
}
