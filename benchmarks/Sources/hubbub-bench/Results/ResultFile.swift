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

  /// Where a result is kept: for `compare` always, and for good if that was
  /// asked and nothing is wrong with it.
  static func places(_ scenario: String, isOfRecord: Bool, isWrong: Bool) -> [String] {
    [latest(scenario)] + (isOfRecord && !isWrong ? [record(scenario)] : [])
  }
}
