/// A figure's values over the runs of one result.
struct Spread: Equatable {
  let median: Double
  let lowest: Double
  let highest: Double
  let count: Int

  /// - Parameter values: one at least.
  init(_ values: [Double]) {
    let sorted = values.sorted()
    precondition(!sorted.isEmpty, "no values have no median")
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    (lowest, highest, count) = (sorted[0], sorted[sorted.count - 1], sorted.count)
  }

  /// From the lowest to the highest.
  var width: Double { highest - lowest }
}
