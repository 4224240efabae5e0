/// Where results lie.
enum ResultFile {
  /// The last one of a scenario, whatever it was; not for git.
  static func latest(_ scenario: String) -> String {
    Repository.file("benchmarks/.build/results/\(scenario).json")
  }

  /// The result of record.
  static func record(_ scenario: String) -> String {
    Repository.file("benchmarks/results/\(scenario).json")
  }
}
