import ArgumentParser

/// Bounds of what one may ask for.
enum Bounds {
  /// - Throws: `ValidationError` for what lies outside, so that the exit status is 64.
  static func check<Value: Comparable>(
    _ name: String, _ value: Value, _ bounds: ClosedRange<Value>
  ) throws {
    guard bounds ~= value else {
      throw ValidationError("\(name): from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
  }
}
