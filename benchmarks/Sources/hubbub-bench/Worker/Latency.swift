import Histogram

/// How long things took, in microseconds, to three digits.
///
/// - Bounds: ``Limits/latencyMicroseconds``; what took longer counts as that.
/// - Source: HdrHistogram.
struct Latency: Codable, Sendable {
  private var histogram = Histogram<UInt64>(
    highestTrackableValue: Limits.latencyMicroseconds, numberOfSignificantValueDigits: .three)

  var count: UInt64 { histogram.totalCount }

  @inline(__always)
  mutating func record(nanoseconds: UInt64) {
    histogram.record(min(nanoseconds / 1_000, Limits.latencyMicroseconds))
  }

  /// Adds what another worker recorded.
  mutating func merge(_ other: Latency) { histogram.add(other.histogram) }

  /// Milliseconds below which `percent` of all lie; 100: the longest.
  func milliseconds(_ percent: Double) -> Double {
    Double(histogram.valueAtPercentile(percent)) / 1_000
  }
}
