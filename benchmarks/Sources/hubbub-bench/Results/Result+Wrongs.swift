extension Result {
  /// What is wrong with it, a sentence each: faults, and thresholds that it breaks.
  func wrongs(_ thresholds: [Threshold]) -> [String] {
    faults.map { "\($0.label): \(Text.short(medians[$0] ?? 0)), and it must be 0" }
      + halfKnownFaults.map { "\($0.label): not every run tells it" }
      + thresholds.compactMap { $0.breach(by: self) }
  }

  /// Faults that some of the runs tell, and others do not: these may hide one.
  private var halfKnownFaults: [Figure] {
    Figure.allCases.filter { figure in
      figure.isFault && (1..<runs.count).contains(runs.count { $0[figure] != nil })
    }
  }
}
