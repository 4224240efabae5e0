import ArgumentParser
import FoundationEssentials

/// Runs a scenario as often as was asked, and says what it has shown.
struct Runner<Wanted: Scenario> {
  let scenario: Wanted
  private let progress = Progress()

  init(scenario: Wanted) { self.scenario = scenario }

  private var options: RunOptions { scenario.options }

  /// - Throws: `ExitCode` 1 when something is wrong with the server, or with us.
  func run() throws {
    Interrupt.watch()
    do {
      let result = try measured()
      progress.end()
      Text.toStandardOutput(options.json ? try result.json() : result.table)
      try judge(result)
    } catch let problem as Problem {
      progress.end()
      Text.toStandardError("hubbub-bench: \(problem)\n")
      throw ExitCode.failure
    }
  }

  private func measured() throws -> Result {
    let runs = try (1...options.runs).map { run in
      let title =
        options.runs == 1 ? Wanted.name : "\(Wanted.name), run \(run) of \(options.runs)"
      return try scenario.figures { try once(title, $0) }
    }
    return Result(
      scenario: Wanted.name, settings: scenario.settings, machine: .this(),
      commit: Repository.commit(), server: options.url ?? Self.version(of: binary),
      serverCores: options.serverCores, loadCores: options.loadCores,
      takenAt: Date().formatted(.iso8601), runs: runs)
  }

  /// One server, which is ended whatever happens.
  private func once(_ title: String, _ sitting: Sitting) throws -> Figures {
    let title = ([title] + (sitting.title.map { [$0] } ?? [])).joined(separator: ", ")
    progress.begin("\(title): starting the server")
    let server = try makeServer(sitting.community, sitting.environment)
    let stage = try Stage(server: server, options: options, progress: progress, title: title)
    let figures = try sitting.perform(stage)
    progress.begin("\(title): ending the server")
    stage.leave()
    try server.end()
    return figures
  }

  private var binary: String { options.hubbub ?? Repository.file(".build/release/hubbub") }

  private func makeServer(
    _ community: StartedServer.Community, _ environment: [String: String]
  ) throws -> any ServerUnderTest {
    guard let url = options.url, let tokens = options.tokens, let rooms = options.roomIds else {
      guard FileManager.default.isExecutableFile(atPath: binary) else {
        throw Problem("there is no \(binary): `make release` builds it, --hubbub names another")
      }
      return try StartedServer(
        binary: binary, community: community, cores: options.serverCores,
        environment: options.serverEnvironment.merging(environment) { $1 })
    }
    return try GivenServer(
      url: url, tokensFile: tokens, roomsFile: rooms, process: options.pid,
      metricsToken: options.metricsToken)
  }

  private static func version(of binary: String) -> String {
    Program.firstLine(binary, ["version"]) ?? "unknown"
  }

  // MARK: - What becomes of a result

  /// Says what is wrong, and keeps the result: for good only if nothing is.
  private func judge(_ result: Result) throws {
    for doubt in result.doubts { Text.toStandardError("doubt: \(doubt)\n") }
    let wrongs = result.wrongs(try Threshold.of(Wanted.name))
    for sentence in wrongs { Text.toStandardError("wrong: \(sentence)\n") }
    for path in ResultFile.places(
      Wanted.name, isOfRecord: options.record, isWrong: !wrongs.isEmpty)
    {
      try TextFile.write(result.json(), to: path)
      Text.toStandardError("kept in \(path)\n")
    }
    if !wrongs.isEmpty { throw ExitCode.failure }
  }
}
