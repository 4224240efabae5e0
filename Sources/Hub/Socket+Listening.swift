import HubbubDomain
import HubbubStore

/// Beginning and ending to hear a topic.
///
/// - Isolation: its socket's loop.
extension Socket {
  /// Answers `start`, then catches up with each topic in `since` and is live.
  ///
  /// - Parameters:
  ///   - since: the last number that the client has of a topic; nil for those
  ///     of another history.
  ///   - extents: how far each of these topics is kept.
  ///   - friends: as the rows have them.
  func begin(_ taps: [Tap], since: Since, friends: [UserID: Presence], ref: Int64) {
    var heads: [Topic: Int64] = [:]
    var reset: [Topic] = []
    var cursors: [CatchUp] = []
    for tap in taps {
      let listeners = shard.listeners(of: tap)
      let place = since.place(in: tap.topic, position: listeners.position)
      if place.isReset { reset.append(tap.topic) }
      heads[tap.topic] = max(listeners.position, place.next - 1)
      topics.insert(tap.topic)
      if let cursor = listeners.add(self, next: place.next) { cursors.append(cursor) }
    }
    hub.counts.add(.resets, reset.count)
    tell(Frame.text(Wire.started(ref: ref, heads: heads, reset: reset)))
    hub.tellPresence(of: friends, to: self)
    setStarted()
    for cursor in cursors { enqueue(cursor) }
  }

  /// Begins a topic that came up after the start; it counts from its head on.
  func join(_ tap: Tap) {
    guard topics.insert(tap.topic) else { return }
    let listeners = shard.listeners(of: tap)
    queue(Frame.text(Wire.joined(tap.topic, head: listeners.position)))
    _ = listeners.add(self, next: listeners.position + 1)
  }

  /// Ends a topic; its last event was offered before.
  func leave(_ topic: Topic) {
    guard topics.remove(topic) else { return }
    shard.unlisten(self, topic)
    offer(Frame.text(Wire.left(topic)), lane: .lossless)
    // They may have come back since: no order holds between topics.
    switch topic {
    case .conversation, .person: follow(topic)
    case .user, .feed, .post, .stats: break
    }
  }

  /// Hears a topic from now on that its user came into.
  ///
  /// One that it hears may be about to end, because they had left before.
  func follow(_ topic: Topic) {
    guard phase == .started else { return }
    hub.follow(topic, self)
  }

  /// Looks again whether its user may hear the posts it listens to.
  func recheck(only post: PostID? = nil) {
    guard phase == .started else { return }
    hub.recheck(self, only: post)
  }
}

/// What a client says it has, against what there is.
struct Since: Sendable {
  let seqs: [Topic: Int64]
  /// Whether these numbers are of this history.
  let isThisEpoch: Bool
  let extents: [Topic: Extent]

  /// Where a client goes on in a topic.
  ///
  /// - Parameter position: the last number that came by on its loop.
  /// - Returns: the next number it is told, and whether it must read the
  ///   topic anew because what it has cannot be continued.
  func place(in topic: Topic, position: Int64) -> (next: Int64, isReset: Bool) {
    guard let last = seqs[topic] else { return (position + 1, false) }
    let extent = extents[topic] ?? Extent(floor: 0, head: 0)
    let head = max(position, extent.head)
    let canGoOn =
      isThisEpoch && last >= extent.floor && last <= head && head - last <= Limits.catchUpEvents
    return canGoOn ? (last + 1, false) : (position + 1, true)
  }
}
