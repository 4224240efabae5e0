/// What a result says of each pair of windows, in their order, by its name in JSON.
enum FigureList: String, CaseIterable, CodingKey {
  case quiet, asleep, ratio

  /// How it is called in a table, and its unit.
  var label: String {
    switch self {
    case .quiet: "p99 without the sleeper, each pair (ms)"
    case .asleep: "p99 with the sleeper, each pair (ms)"
    case .ratio: "p99 with the sleeper ÷ without, each pair"
    }
  }
}
