/// How values are spread: how many fell into each of a fixed row of buckets.
///
/// A bucket is an eighth of an octave wide, so a percentile errs by at most a
/// sixteenth of itself; values up to 16 are exact.
///
/// - Bounds: values from 0 to ``largest``; what is outside counts as the
///   nearest of them, but in ``sum`` and ``max`` as it is. 280 words, which
///   are taken with the first value.
/// - Complexity: O(1) to add, O(280) for everything else.
public struct Distribution: Equatable, Sendable {
  /// In nanoseconds 137 seconds: nothing that is timed here is waited for so long.
  public static let largest = 1 << (lastOctave + 1) - 1
  private static let lastOctave = 36
  private static let bucketCount = 8 * (lastOctave - 1)

  public private(set) var count = 0
  public private(set) var sum = 0
  public private(set) var max = 0
  private var buckets: [Int] = []

  public init() {}

  /// Takes a value in.
  public mutating func add(_ value: Int) {
    if buckets.isEmpty { buckets = Array(repeating: 0, count: Self.bucketCount) }
    buckets[Self.bucket(of: Swift.min(Swift.max(value, 0), Self.largest))] += 1
    count += 1
    sum += value
    max = Swift.max(max, value)
  }

  /// Takes in all that another one holds.
  public mutating func add(_ other: Distribution) {
    guard other.count > 0 else { return }
    if buckets.isEmpty { buckets = Array(repeating: 0, count: Self.bucketCount) }
    for index in buckets.indices { buckets[index] += other.buckets[index] }
    count += other.count
    sum += other.sum
    max = Swift.max(max, other.max)
  }

  /// The value that this share of all does not exceed; 0 when there is none.
  ///
  /// - Parameter share: above 0 and up to 1; 0.99 for the 99th percentile.
  public func percentile(_ share: Double) -> Int {
    let wanted = Swift.max(1, Int((share * Double(count)).rounded(.up)))
    var seen = 0
    for (index, number) in buckets.enumerated() {
      seen += number
      if seen >= wanted { return Swift.min(Self.middle(of: index), max) }
    }
    return 0
  }

  /// How many are below a power of two, exactly.
  public func count(below octave: Int) -> Int {
    precondition((0...Self.lastOctave + 1).contains(octave), "there is no such bucket")
    let end = octave < 3 ? 1 << octave : 8 * (octave - 2)
    return buckets.prefix(end).reduce(0, +)
  }

  /// The bucket of a value: its highest bit and the three bits behind that.
  private static func bucket(of value: Int) -> Int {
    guard value >= 8 else { return value }
    let octave = Int.bitWidth - 1 - value.leadingZeroBitCount
    return 8 * (octave - 2) + (value >> (octave - 3)) & 7
  }

  private static func middle(of bucket: Int) -> Int {
    guard bucket >= 16 else { return bucket }
    let shift = bucket / 8 - 1
    return (8 + bucket % 8) << shift + (1 << shift - 1) / 2
  }
}
