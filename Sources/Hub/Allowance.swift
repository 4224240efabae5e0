import HubbubDomain

/// How much more a person may ask now: a bucket that fills with time.
///
/// - Bounds: ``Limits/commandBurst`` at once, ``Limits/commandsPerSecond`` on end.
struct Allowance: Equatable, Sendable {
  private var left = Double(Limits.commandBurst)
  private var filledAt: Duration

  init(at now: Duration) { filledAt = now }

  /// Takes one; refuses when there is none left, saying when there will be.
  mutating func take(at now: Duration) throws(Refusal) {
    let perSecond = Double(Limits.commandsPerSecond)
    left = min(Double(Limits.commandBurst), left + (now - filledAt) / .seconds(1) * perSecond)
    filledAt = now
    guard left >= 1 else {
      throw Refusal(
        .rateLimited, "That was too much at once; wait a moment.",
        retryAfter: .milliseconds(Int((1 - left) / perSecond * 1000) + 1))
    }
    left -= 1
  }
}
