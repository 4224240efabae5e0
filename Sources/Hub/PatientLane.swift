import HubbubDomain
import Synchronization

/// What one loop has to tell that is in no hurry: how people are.
///
/// Of two deliveries about the same person the newer stays, in the older one's place.
///
/// - Bounds: one delivery for each person, and each socket of the loop once.
/// - Isolation: its loop, but for ``add(_:)-swift.method``, which has a lock.
final class PatientLane: @unchecked Sendable {  // its loop protects all but `waiting`
  private struct Waiting {
    var newest: [LatestKey: Delivery] = [:]
    var order: [LatestKey] = []
    var hasRound = false
  }

  private let waiting = Mutex(Waiting())
  /// What this round still has to offer, the next last.
  private var round: [Delivery] = []
  /// Sockets that this round has something for.
  private var sockets: [Socket] = []

  /// Has a delivery wait for the next round, from any thread.
  ///
  /// - Returns: whether somebody must begin one.
  func add(_ delivery: Delivery) -> Bool {
    guard let key = delivery.key else { preconditionFailure("only what a newer one replaces") }
    return waiting.withLock { waiting in
      if waiting.newest.updateValue(delivery, forKey: key) == nil { waiting.order.append(key) }
      defer { waiting.hasRound = true }
      return !waiting.hasRound
    }
  }

  /// Has a socket written to when all of this round is offered.
  func add(_ socket: Socket) { sockets.append(socket) }

  func beginRound() {
    round = waiting.withLock { waiting in
      defer { (waiting.newest, waiting.order) = ([:], []) }
      return waiting.order.reversed().compactMap { waiting.newest[$0] }
    }
  }

  /// Ends a round; says whether another must begin.
  func endRound() -> Bool {
    waiting.withLock { waiting in
      waiting.hasRound = !waiting.order.isEmpty
      return waiting.hasRound
    }
  }

  func nextDelivery() -> Delivery? { round.popLast() }

  func nextSocket() -> Socket? { sockets.popLast() }
}
