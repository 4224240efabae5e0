/// A straight line through points: `y = base + slope · x`.
struct LineFit: Equatable {
  let base: Double
  let slope: Double
  /// The largest distance of a point's y from the line, as a share of that y.
  let largestDeviation: Double

  /// Fits it by least squares of the relative distances, so that small values
  /// count as much as large ones.
  ///
  /// - Parameter points: two different x at least, every y above 0.
  init?(_ points: [(x: Double, y: Double)]) {
    guard points.allSatisfy({ $0.y > 0 }) else { return nil }
    var (w, wx, wxx, wy, wxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (x, y) in points {
      let weight = 1 / (y * y)
      w += weight
      wx += weight * x
      wxx += weight * x * x
      wy += weight * y
      wxy += weight * x * y
    }
    let divisor = w * wxx - wx * wx
    guard divisor > 1e-9 * w * wxx else { return nil }
    let slope = (w * wxy - wx * wy) / divisor
    let base = (wy - slope * wx) / w
    (self.slope, self.base) = (slope, base)
    largestDeviation = points.map { abs(base + slope * $0.x - $0.y) / $0.y }.max() ?? 0
  }
}
