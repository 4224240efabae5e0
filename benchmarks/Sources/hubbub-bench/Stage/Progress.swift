import Glibc

/// One line on standard error that says how it goes; nothing where that is no terminal.
final class Progress {
  /// Between two looks.
  static let seconds = 0.25

  private let isShown: Bool
  private var title = ""
  private var shownAt: UInt64 = 0
  private var deliveriesThen = 0

  init(isShown: Bool = isatty(STDERR_FILENO) == 1) { self.isShown = isShown }

  /// Something begins: "fan-out, run 2 of 3: opening".
  func begin(_ title: String) {
    self.title = title
    if isShown { Self.write(title) }
  }

  /// Shows the numbers as they are now, unless it just did.
  func show(started: Int, deliveries: Int) {
    let now = Monotonic.now
    let passed = Monotonic.seconds(from: shownAt, to: now)
    guard isShown, passed >= Self.seconds else { return }
    let rate = shownAt == 0 ? 0 : Double(deliveries - deliveriesThen) / passed
    (shownAt, deliveriesThen) = (now, deliveries)
    Self.write(
      "\(title) · \(Text.grouped(started)) sockets · \(Text.grouped(Int(rate))) deliveries/s")
  }

  /// Takes the line away.
  func end() { if isShown { Self.write("") } }

  /// Writes over the line that stands there.
  private static func write(_ text: String) {
    Text.toStandardError("\r\u{1b}[2K\(text)")
  }
}
