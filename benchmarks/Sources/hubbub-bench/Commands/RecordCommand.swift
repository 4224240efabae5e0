import ArgumentParser

/// `hubbub-bench record`: every result of record, anew.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Measures every scenario and keeps the results of record.",
    discussion: """
      Each as `benchmarks/results/NAME.json`, with machine and commit: medians of three runs, \
      one of what compares within a run; the server on core 0 and the load on the others. Says \
      how long each took. Exit status 1 when one was wrong: its old record stays, and the others \
      are measured all the same.
      """)

  @Option(help: "The server's program; by default the repository's release build.")
  var hubbub: String?

  @Option(help: "Only these, with commas between.")
  var only: String?

  @Flag(help: "Say what would be run, and run nothing.")
  var dryRun = false

  /// What is measured, as it is asked for: three runs, but of what has several
  /// servers in each run one, since it compares within it.
  static let plan: [[String]] = [
    ["fan-out", "--runs", "3"],
    ["many-rooms", "--runs", "3"],
    ["idle", "--runs", "3"],
    ["connect", "--runs", "3"],
    ["reconnect-wave", "--runs", "3"],
    ["like-storm", "--runs", "3"],
    ["mixed-day", "--runs", "3"],
    ["straight-line", "--runs", "1"],
    ["two-loops", "--runs", "3"],
    ["stats-cost", "--runs", "1"],
    ["slow-reader", "--runs", "1"],
  ]

  func validate() throws {
    let known = Self.plan.map { $0[0] }
    guard let unknown = wanted?.first(where: { !known.contains($0) }) else { return }
    throw ValidationError("there is no scenario \(unknown)")
  }

  private var wanted: [String]? { only?.split(separator: ",").map(String.init) }

  func run() throws {
    let began = Monotonic.now
    var wrong: [String] = []
    for step in Self.plan where wanted?.contains(step[0]) ?? true {
      let arguments = step + ["--record"] + (hubbub.map { ["--hubbub", $0] } ?? [])
      Text.toStandardOutput("hubbub-bench \(arguments.joined(separator: " "))\n")
      guard !dryRun else { continue }
      let stepBegan = Monotonic.now
      do { try Self.perform(arguments) } catch {
        guard !Interrupt.isWished else { throw error }
        if !(error is ExitCode) { Text.toStandardError("\(step[0]): \(error)\n") }
        wrong.append(step[0])
      }
      Text.toStandardOutput("\(step[0]) took \(Self.seconds(since: stepBegan)) s\n\n")
    }
    Text.toStandardOutput("all took \(Self.seconds(since: began)) s\n")
    guard !wrong.isEmpty else { return }
    Text.toStandardError("wrong: \(wrong.joined(separator: ", "))\n")
    throw ExitCode.failure
  }

  private static func perform(_ arguments: [String]) throws {
    var command = try HubbubBench.parseAsRoot(arguments)
    try command.run()
  }

  private static func seconds(since start: UInt64) -> String {
    Text.short(Monotonic.seconds(from: start, to: Monotonic.now).rounded())
  }
}
