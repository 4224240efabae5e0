import HubbubDomain
import Synchronization

/// The `Date` of responses, written anew once a second.
///
/// - Source: RFC 9110 §5.6.7.
final class DateHeader: Sendable {
  private let last = Mutex<(second: Int64, text: String)>((-1, ""))

  /// What a response made at that time is dated.
  func value(at time: Timestamp) -> String {
    let second = time.milliseconds / 1_000
    return last.withLock { last in
      if last.second != second { last = (second, Self.text(second)) }
      return last.text
    }
  }

  private static func text(_ second: Int64) -> String {
    let (day, rest) = second.quotientAndRemainder(dividingBy: 86_400)
    let date = civil(day)
    let clock = [rest / 3_600, rest / 60 % 60, rest % 60].map(padded).joined(separator: ":")
    // 1 January 1970 was a Thursday.
    return "\(weekdays[Int((day + 4) % 7)]), \(padded(date.day)) \(months[Int(date.month) - 1]) "
      + "\(date.year) \(clock) GMT"
  }

  /// Year, month and day, counted from 1, of a day since 1970.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1
    )
  }

  private static func padded(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
