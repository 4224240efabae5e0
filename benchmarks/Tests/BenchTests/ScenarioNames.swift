@testable import hubbub_bench

extension HubbubBench {
  /// What the scenarios are called on the command line.
  static var scenarioNames: [String] { scenarios.map { scenario in scenario.name } }
}
