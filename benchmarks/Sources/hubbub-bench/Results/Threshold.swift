import FoundationEssentials

/// A bound that a figure must keep, whoever runs it wherever.
///
/// Only for what does not wobble: bytes and system calls, no times.
struct Threshold: Codable, Equatable {
  let figure: Figure
  /// Each run may have this at most.
  let most: Double
  /// It is judged only where the scenario was asked for this.
  let settings: [String: Double]
  /// Where the number comes from.
  let reason: String

  func applies(to result: Result) -> Bool {
    settings.allSatisfy { result.settings[$0.key] == $0.value }
  }

  /// - Returns: a sentence where it is broken, and where nobody can tell.
  func breach(by result: Result) -> String? {
    guard applies(to: result) else { return nil }
    let spread = result.spread(figure)
    let isKnown = spread?.count == result.runs.count
    if isKnown, let spread, spread.highest <= most { return nil }
    let found = isKnown ? spread.map { Text.short($0.highest) } : nil
    return
      "\(figure.label): \(found ?? "not known"), and \(Text.short(most)) is the most (\(reason))"
  }

  /// Those of a scenario: `benchmarks/thresholds/SCENARIO.json`, none where there is no file.
  static func of(_ scenario: String) throws -> [Threshold] {
    let path = Repository.file("benchmarks/thresholds/\(scenario).json")
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try JSONDecoder().decode([Threshold].self, from: Data(TextFile.read(path).utf8))
    } catch { throw Problem("\(path) holds no thresholds: \(error)") }
  }
}
