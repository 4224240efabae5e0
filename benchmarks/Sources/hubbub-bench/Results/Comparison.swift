/// What changed from one result to another, beyond what either wobbled.
struct Comparison {
  enum Verdict: String {
    case better
    case worse
    case same = "within noise"
    /// It has no better or worse.
    case notJudged = "–"
    /// A fault that not every run of both tells: it may be there all the same.
    case unknown = "not known"
  }

  struct Line: Equatable {
    let figure: Figure
    let before: Spread?
    let after: Spread?
    /// What the median may differ by without meaning anything.
    let noise: Double
    let verdict: Verdict
  }

  let lines: [Line]
  /// Why the two may not be comparable.
  let doubts: [String]

  /// Whether anything is worse, or may be and nobody can tell.
  var gotWorse: Bool { lines.contains { $0.verdict == .worse || $0.verdict == .unknown } }

  init(_ before: Result, _ after: Result) throws {
    guard before.scenario == after.scenario else {
      throw Problem("\(before.scenario) and \(after.scenario) are two things")
    }
    lines = Figure.allCases.compactMap { figure in
      let (first, second) = (before.spread(figure), after.spread(figure))
      if figure.isFault, first != nil || second != nil,
        first?.count != before.runs.count || second?.count != after.runs.count
      {
        return Line(figure: figure, before: first, after: second, noise: 0, verdict: .unknown)
      }
      guard let first, let second else { return nil }
      return Line(figure, first, second)
    }
    doubts = Self.doubts(before, after)
  }

  private static func doubts(_ before: Result, _ after: Result) -> [String] {
    var doubts: [String] = []
    if before.settings != after.settings { doubts.append("the settings differ") }
    if before.machine != after.machine { doubts.append("the machines differ") }
    if (before.serverCores, before.loadCores) != (after.serverCores, after.loadCores) {
      doubts.append("the cores differ")
    }
    if min(before.runs.count, after.runs.count) < 3 {
      doubts.append("fewer than three runs: their noise is not known well")
    }
    return doubts
  }

  var table: String {
    var table = Table()
    table.add(["", "before", "after", "change", "noise", ""])
    for line in lines {
      table.add([
        line.figure.label, line.value(line.before), line.value(line.after), line.change,
        "±\(Text.short(line.noise))", line.verdict.rawValue,
      ])
    }
    return table.text
  }
}

extension Comparison.Line {
  /// Noise is the wider of both spreads, or a tenth where one of them has only
  /// one run; never less than a hundredth.
  init(_ figure: Figure, _ before: Spread, _ after: Spread) {
    let size = before.median.magnitude
    var noise = max(before.width, after.width, Limits.leastChange * size)
    if min(before.count, after.count) == 1 { noise = max(noise, Limits.assumedNoise * size) }
    self.init(
      figure: figure, before: before, after: after, noise: figure.isFault ? 0 : noise,
      verdict: Self.verdict(figure, before, after, noise))
  }

  private static func verdict(
    _ figure: Figure, _ before: Spread, _ after: Spread, _ noise: Double
  ) -> Comparison.Verdict {
    if figure.isFault { return faultVerdict(before.highest, after.highest) }
    let change = after.median - before.median
    switch figure.better {
    case .neither: return .notJudged
    case .higher where change.magnitude > noise: return change > 0 ? .better : .worse
    case .lower where change.magnitude > noise: return change < 0 ? .better : .worse
    case .higher, .lower: return .same
    }
  }

  /// One lost frame is one too many: there is no noise, and the worst run counts.
  private static func faultVerdict(_ before: Double, _ after: Double) -> Comparison.Verdict {
    after > before ? .worse : after < before ? .better : .same
  }

  /// What is judged of a result: a fault by the worst run, anything else by the median.
  private func judged(_ spread: Spread) -> Double {
    figure.isFault ? spread.highest : spread.median
  }

  fileprivate func value(_ spread: Spread?) -> String {
    spread.map { Text.short(judged($0)) } ?? "–"
  }

  /// In percent of what it was; empty where only one tells it.
  var change: String {
    guard let before = before.map(judged), let after = after.map(judged) else { return "" }
    guard before != 0 else { return after == 0 ? "0 %" : "from 0" }
    let percent = 100 * (after - before) / before
    return "\(percent > 0 ? "+" : "")\(Text.fixed(percent, 1)) %"
  }
}
