import ArgumentParser

/// `hubbub-bench compare`: what changed between two results, beyond their noise.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Says what changed from one result to another.",
    discussion: """
      Takes medians, and of both results the spread over their runs (--runs 3 or more): what \
      changed by less than the wider spread is noise. Exit status 1 when something got worse, \
      when a fault is not known, or when RESULT has a fault or breaks a threshold.
      """)

  @Argument(help: "A result's file, or a scenario: its result of record.")
  var baseline: String

  @Argument(help: "Another; by default the last one of the same scenario.")
  var result: String?

  func run() throws {
    do { try compare() } catch let problem as Problem {
      Text.toStandardError("hubbub-bench: \(problem)\n")
      throw ExitCode.failure
    }
  }

  private func compare() throws {
    let before = try Result.read(Self.path(baseline))
    let after = try Result.read(result.map(Self.path) ?? ResultFile.latest(before.scenario))
    let comparison = try Comparison(before, after)
    Text.toStandardOutput("\(before.scenario): \(before.commit) and \(after.commit)\n")
    Text.toStandardOutput(comparison.table)
    for doubt in comparison.doubts { Text.toStandardError("doubt: \(doubt)\n") }
    let wrongs = after.wrongs(try Threshold.of(after.scenario))
    for sentence in wrongs { Text.toStandardError("wrong: \(sentence)\n") }
    if comparison.gotWorse || !wrongs.isEmpty { throw ExitCode.failure }
  }

  /// - Parameter name: a path, or a scenario's name.
  private static func path(_ name: String) -> String {
    name.contains("/") || name.hasSuffix(".json") ? name : ResultFile.record(name)
  }
}
