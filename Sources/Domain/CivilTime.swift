/// A moment as calendar and clock show it, in UTC.
public struct CivilTime: Equatable, Sendable {
  public let year: Int64
  /// Counted from 1, as is `day`.
  public let month: Int64, day: Int64
  public let hour: Int64, minute: Int64, second: Int64, millisecond: Int64
  /// Counted from 0, a Sunday.
  public let weekday: Int64
}

extension Timestamp {
  /// This moment by the Gregorian calendar.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  public var civil: CivilTime {
    let days = milliseconds.flooredQuotient(86_400_000)
    let rest = milliseconds - days * 86_400_000
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return CivilTime(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: rest / 3_600_000,
      minute: rest / 60_000 % 60, second: rest / 1000 % 60, millisecond: rest % 1000,
      // 1 January 1970 was a Thursday.
      weekday: days + 4 - (days + 4).flooredQuotient(7) * 7)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, so that days before 1970 count right.
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
