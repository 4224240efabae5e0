import HubbubDomain
import HubbubStore

/// When the next pass of the search is due: the rule, with no clock of its own.
///
/// While little is written, as soon as there is something to take in; else once in
/// ``Limits/searchPatience``.
struct SearchPace {
  typealias Instant = ContinuousClock.Instant

  /// Changes that the last pass has seen, itself among them; nil before the first.
  private var taken: Int?
  private var hasMore = false
  /// The last look, and how many changes there were then.
  private var looked: (at: Instant, changes: Int)
  private var passedAt: Instant

  init(at now: Instant) {
    looked = (now, 0)
    passedAt = now
  }

  /// Whether a pass is to be written now; who is told so writes it.
  ///
  /// - Parameter written: read before the pass, so that it takes in all that was counted.
  mutating func isDue(_ written: WriterCounts, at now: Instant) -> Bool {
    let isQuiet = isQuiet(written, at: now)
    looked = (now, written.changes)
    guard taken != written.changes || hasMore else { return false }
    guard isQuiet || now - passedAt >= Limits.searchPatience else { return false }
    // The pass is a change, too.
    (taken, passedAt) = (written.changes + 1, now)
    looked.changes += 1
    return true
  }

  /// Whether that pass has left something.
  mutating func passed(hasMore: Bool) { self.hasMore = hasMore }

  private func isQuiet(_ written: WriterCounts, at now: Instant) -> Bool {
    let allowed = (now - looked.at) / .seconds(1) * Double(Limits.searchQuietRate)
    return written.waiting == 0 && Double(written.changes - looked.changes) <= allowed
  }
}
