import HubbubDomain
import NIOCore

/// Encodes an event once and offers it to every loop that listens.
///
/// - Isolation: any thread; each loop's inbox has a lock of its own.
final class FanOut: Sendable {
  let shards: [LoopShard]

  init(shards: [LoopShard]) {
    precondition(shards.count <= Limits.eventLoops, "a hub runs on at most 64 loops")
    self.shards = shards
  }

  func offer(_ event: Event, to loops: LoopSet) {
    guard !loops.isEmpty else { return }
    let delivery = Delivery(event)
    loops.each { shards[$0].post(.deliver(delivery)) }
  }

  /// Offers an event to every loop; those where nobody listens drop it.
  func offerAll(_ event: Event) {
    let delivery = Delivery(event)
    for shard in shards { shard.post(.deliver(delivery)) }
  }

  /// Runs `body` and wakes each loop at most once for all that it posted, so
  /// that what was committed together leaves together.
  func together(_ body: () -> Void) {
    for shard in shards { shard.hold() }
    body()
    for shard in shards { shard.release() }
  }
}
