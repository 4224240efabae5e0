import Glibc

/// Numbers for people, and where text goes.
enum Text {
  /// 1234567 as `1,234,567`.
  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var at = digits.count - 3
    while at > 0 {
      digits.insert(",", at: at)
      at -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// With as many decimals as its size deserves: 1,234 · 12.3 · 1.23 · 0.012.
  static func short(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    return fixed(number, decimals(number))
  }

  private static func decimals(_ number: Double) -> Int {
    if number == number.rounded() { return 0 }
    switch number.magnitude {
    case 100...: return 0
    case 10...: return 1
    case 1...: return 2
    default: return 3
    }
  }

  static func fixed(_ number: Double, _ decimals: Int) -> String {
    var power = 1
    for _ in 0..<decimals { power *= 10 }
    let scaled = Int((number * Double(power)).rounded())
    let whole = grouped(abs(scaled) / power)
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + whole }
    let rest = String(abs(scaled) % power)
    return sign + whole + "." + String(repeating: "0", count: decimals - rest.count) + rest
  }

  static func toStandardError(_ text: String) { write(text, to: STDERR_FILENO) }

  static func toStandardOutput(_ text: String) { write(text, to: STDOUT_FILENO) }

  private static func write(_ text: String, to file: CInt) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
