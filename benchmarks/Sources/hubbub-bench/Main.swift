import ArgumentParser

@main
struct HubbubBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hubbub-bench",
    abstract: "Measures a Hubbub server: thousands of sockets, and every frame accounted for.",
    discussion: """
      Starts a server of its own, seeds it, loads it, prints what it saw and ends it. Exit status: \
      0 all well; 1 something was lost, doubled or reordered, broke a threshold, or failed; 64 \
      wrong usage. benchmarks/README.md says what each figure means.
      """,
    subcommands: [CompareCommand.self, RecordCommand.self, WorkerCommand.self],
    groupedSubcommands: [CommandGroup(name: "Scenario", subcommands: scenarios)])

  /// Each a file in `Scenarios`.
  static let scenarios: [any Scenario.Type] = [
    FanOut.self, ManyRooms.self, Idle.self, Connect.self, ReconnectWave.self, LikeStorm.self,
    MixedDay.self, StraightLine.self, TwoLoops.self, StatsCost.self,
    SlowReader.self,
  ]
}
