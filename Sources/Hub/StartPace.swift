import HubbubDomain
import NIOCore

/// How fast the starts of one loop follow each other.
///
/// They are carried out in rounds. After each, the loop rests from starts for three
/// times as long as the round took, so that a wave of people who come online, each with
/// hundreds of friends, takes a fourth of what there is and what is said meanwhile the
/// rest. A round grows while it stays under ``Limits/startRound`` and shrinks above:
/// one that carries more costs less for each, one that takes long is felt.
///
/// - Bounds: each socket of the loop waits here at most once.
/// - Isolation: its loop.
final class StartPace {
  typealias Begin = () -> Void

  private enum State {
    case idle
    /// The next round begins soon.
    case resting
    /// So many of a round are still under way.
    case busy(Int, since: NIODeadline)
  }

  private let loop: any EventLoop
  private let now: () -> NIODeadline
  private var state = State.idle
  /// How many the next round begins.
  private(set) var size = Limits.startsAtOnce.lowerBound
  private var waiting = Line<Begin>()

  init(on loop: any EventLoop, now: @escaping () -> NIODeadline = NIODeadline.now) {
    self.loop = loop
    self.now = now
  }

  /// How many wait for a round.
  var waitingCount: Int { waiting.count }

  /// Begins a start when it is its turn; ``done()`` must follow.
  ///
  /// With nobody under way that is as soon as the loop has read what there is.
  func add(_ begin: @escaping Begin) {
    waiting.append(begin)
    if case .idle = state { rest(for: .zero) }
  }

  /// One of those that were begun is carried out, or given up.
  func done() {
    guard case .busy(let count, let since) = state else {
      preconditionFailure("a start is done once, after it was begun")
    }
    state = .busy(count - 1, since: since)
    if count == 1 { endRound(after: now() - since) }
  }

  private func endRound(after time: TimeAmount) {
    if time > Self.round {
      size = max(size / 2, Limits.startsAtOnce.lowerBound)
    } else if !waiting.isEmpty {
      size = min(size * 2, Limits.startsAtOnce.upperBound)
    }
    if waiting.isEmpty {
      state = .idle
    } else {
      rest(for: min(time * Limits.startRest, Self.longestRest))
    }
  }

  private func rest(for time: TimeAmount) {
    state = .resting
    if time > .zero {
      loop.assumeIsolated().scheduleTask(in: time, beginRound)
    } else {
      loop.assumeIsolated().execute(beginRound)
    }
  }

  private func beginRound() {
    let begins = (0..<min(size, waiting.count)).compactMap { _ in waiting.popFirst() }
    state = .busy(begins.count, since: now())
    for begin in begins { begin() }
  }

  private static let round = TimeAmount(Limits.startRound)
  private static let longestRest = TimeAmount(Limits.longestStartRest)
}
