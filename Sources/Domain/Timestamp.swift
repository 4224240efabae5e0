#if canImport(Glibc)
  import Glibc
#endif

/// A moment: whole milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Sendable, Comparable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The wall clock's time.
  public static func now() -> Self {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Self(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  public static func + (left: Self, right: Duration) -> Self {
    let (seconds, attoseconds) = right.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    return Self(milliseconds: left.milliseconds + milliseconds)
  }
}

extension Timestamp: CustomStringConvertible, Encodable {
  /// RFC 3339 in UTC with milliseconds: `2026-11-22T12:04:25.007Z`.
  ///
  /// - Bounds: years 0000 to 9999; 24 characters.
  public var description: String {
    String(unsafeUninitializedCapacity: 24) { text in
      writeText { index, byte in text[index] = byte }
      return 24
    }
  }

  /// Gives the 24 bytes of the text form, each with its index.
  public func writeText(_ put: (Int, UInt8) -> Void) {
    let time = civil
    func digits(_ value: Int64, _ count: Int, at start: Int) {
      var value = value
      for index in (start..<start + count).reversed() {
        put(index, 0x30 + UInt8(truncatingIfNeeded: value % 10))
        value /= 10
      }
    }
    digits(time.year, 4, at: 0)
    put(4, 0x2D)
    digits(time.month, 2, at: 5)
    put(7, 0x2D)
    digits(time.day, 2, at: 8)
    put(10, 0x54)
    digits(time.hour, 2, at: 11)
    put(13, 0x3A)
    digits(time.minute, 2, at: 14)
    put(16, 0x3A)
    digits(time.second, 2, at: 17)
    put(19, 0x2E)
    digits(time.millisecond, 3, at: 20)
    put(23, 0x5A)
  }

  /// Written as its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
