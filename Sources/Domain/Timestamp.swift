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
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  public func writeText(_ put: (Int, UInt8) -> Void) {
    let day = milliseconds.flooredQuotient(86_400_000)
    let rest = milliseconds - day * 86_400_000
    let shifted = day + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func digits(_ value: Int64, _ count: Int, at start: Int) {
      var value = value
      for index in (start..<start + count).reversed() {
        put(index, 0x30 + UInt8(truncatingIfNeeded: value % 10))
        value /= 10
      }
    }
    digits(year, 4, at: 0)
    put(4, 0x2D)
    digits(month, 2, at: 5)
    put(7, 0x2D)
    digits(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2, at: 8)
    put(10, 0x54)
    digits(rest / 3_600_000, 2, at: 11)
    put(13, 0x3A)
    digits(rest / 60_000 % 60, 2, at: 14)
    put(16, 0x3A)
    digits(rest / 1000 % 60, 2, at: 17)
    put(19, 0x2E)
    digits(rest % 1000, 3, at: 20)
    put(23, 0x5A)
  }

  /// Written as its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, so that days before 1970 count right.
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
