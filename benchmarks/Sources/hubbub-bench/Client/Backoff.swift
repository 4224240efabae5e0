/// When a client comes back after its socket has ended, as our pages do
/// (`Web/client/returning.js`).
enum Backoff {
  private static let first = 0.25  // seconds
  private static let last = 8.0  // seconds
  private static let jitter = 0.25  // of the delay, at most

  /// Seconds before try `attempt` (1 for the first): 0.25, 0.5, … 8, and a bit.
  static func seconds(attempt: Int, random: Double = .random(in: 0..<1)) -> Double {
    let doublings = min(max(0, attempt - 1), 16)
    return min(first * Double(1 << doublings), last) * (1 + jitter * random)
  }

  /// Seconds after an end: the slot that the server gave, else the backoff.
  static func seconds(after ending: Ending, attempt: Int) -> Double {
    if case .closed(4_001, let slot?) = ending { return slot }
    if case .closed(4_002, let slot?) = ending { return slot }
    return seconds(attempt: attempt)
  }
}
