import HubbubDomain
import NIOCore

/// The frames waiting for one socket, oldest first.
///
/// A full outbox is that socket's problem, never the room's: `offer` answers
/// at once, and the slow consumer is closed.
///
/// Of two frames of the latest-wins lane about the same only the newer waits.
///
/// - Bounds: above ``Limits/outboxSoftBytes`` lossy frames are dropped; above
///   ``Limits/outboxHardBytes`` of live frames it overflows. What a socket asked
///   to catch up with counts for neither: it is read page by page.
/// - Isolation: its socket's event loop.
struct Outbox {
  enum Offer: Equatable {
    case queued
    /// Queued, and an older one that waited is gone.
    case collapsed
    /// A lossy frame too many.
    case dropped
    case overflowed
  }

  private struct Waiting {
    let frame: ByteBuffer
    let key: LatestKey?
    let isLive: Bool
  }

  private var waiting: [Waiting] = []
  /// Bytes that wait, encoded.
  private(set) var bytes = 0
  private(set) var liveBytes = 0

  var isEmpty: Bool { waiting.isEmpty }

  /// Queues a frame, or says why not.
  ///
  /// Never suspends.
  ///
  /// - Parameter key: what it is about, in the latest-wins lane.
  /// - Complexity: O(1); O(waiting) for the latest-wins lane.
  mutating func offer(_ frame: ByteBuffer, lane: Lane, key: LatestKey? = nil) -> Offer {
    if lane == .lossy, bytes >= Limits.outboxSoftBytes { return .dropped }
    let isNewer = key.map { remove($0) } ?? false
    guard liveBytes + frame.readableBytes <= Limits.outboxHardBytes else { return .overflowed }
    append(Waiting(frame: frame, key: key, isLive: true))
    return isNewer ? .collapsed : .queued
  }

  /// Queues what was asked for: answers, and pages of what was missed.
  mutating func add(_ frame: ByteBuffer) {
    append(Waiting(frame: frame, key: nil, isLive: false))
  }

  /// Takes whole frames as one run of bytes: as many as fit into `limit`, and
  /// at least one.
  mutating func next(upTo limit: Int) -> ByteBuffer? {
    guard let first = waiting.first else { return nil }
    guard waiting.count == 1 else { return join(upTo: limit) }
    (bytes, liveBytes) = (0, 0)
    waiting.removeAll(keepingCapacity: true)
    return first.frame
  }

  mutating func clear() {
    (waiting, bytes, liveBytes) = ([], 0, 0)
  }

  private mutating func join(upTo limit: Int) -> ByteBuffer {
    var joined = ByteBufferAllocator().buffer(capacity: min(bytes, limit))
    var count = 0
    for next in waiting {
      guard count == 0 || joined.readableBytes + next.frame.readableBytes <= limit else { break }
      joined.writeImmutableBuffer(next.frame)
      if next.isLive { liveBytes -= next.frame.readableBytes }
      count += 1
    }
    bytes -= joined.readableBytes
    waiting.removeFirst(count)
    return joined
  }

  private mutating func append(_ next: Waiting) {
    waiting.append(next)
    bytes += next.frame.readableBytes
    if next.isLive { liveBytes += next.frame.readableBytes }
  }

  /// Takes out what waits of `key`; false if nothing does.
  ///
  /// The newer one goes to the end, not into its place: an answer that waits
  /// comes first.
  private mutating func remove(_ key: LatestKey) -> Bool {
    guard let older = waiting.firstIndex(where: { $0.key == key }) else { return false }
    let frameBytes = waiting.remove(at: older).frame.readableBytes
    bytes -= frameBytes
    liveBytes -= frameBytes
    return true
  }
}
