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
      if last.second != second { last = (second, Self.text(time.civil)) }
      return last.text
    }
  }

  private static func text(_ time: CivilTime) -> String {
    let clock = [time.hour, time.minute, time.second].map(padded).joined(separator: ":")
    let date = "\(padded(time.day)) \(months[Int(time.month) - 1]) \(time.year)"
    return "\(weekdays[Int(time.weekday)]), \(date) \(clock) GMT"
  }

  private static func padded(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
