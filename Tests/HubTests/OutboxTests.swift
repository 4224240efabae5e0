import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

/// An outbox that expectations may change.
private final class Box {
  var outbox = Outbox()

  func offer(_ frame: ByteBuffer, _ lane: Lane, _ key: LatestKey? = nil) -> Outbox.Offer {
    outbox.offer(frame, lane: lane, key: key)
  }

  func next(upTo limit: Int = .max) -> String? {
    outbox.next(upTo: limit).map { String(buffer: $0) }
  }
}

@Suite struct OutboxTests {
  private let box = Box()
  private let post = PostID.make()

  private func frame(_ bytes: Int) -> ByteBuffer { ByteBuffer(repeating: 0x78, count: bytes) }

  @Test func `what was offered first leaves first, all in one`() {
    #expect(box.offer(ByteBuffer(string: "a"), .lossless) == .queued)
    box.outbox.add(ByteBuffer(string: "b"))
    #expect(box.offer(ByteBuffer(string: "c"), .lossy) == .queued)
    #expect(box.outbox.bytes == 3)
    #expect(box.next() == "abc")
    #expect(box.next() == nil)
    #expect(box.outbox.isEmpty)
  }

  @Test func `frames are never split, and one larger than the limit leaves whole`() {
    for text in ["aaa", "bbb", "cccccccc", "d"] {
      _ = box.offer(ByteBuffer(string: text), .lossless)
    }
    #expect(box.next(upTo: 5) == "aaa")
    #expect(box.next(upTo: 3) == "bbb")
    #expect(box.next(upTo: 5) == "cccccccc")
    #expect(box.next(upTo: 0) == "d")
    #expect(box.outbox.bytes == 0)
    #expect(box.outbox.liveBytes == 0)
  }

  @Test func `as many frames leave together as fit to the byte`() {
    for text in ["aa", "bb", "c"] { _ = box.offer(ByteBuffer(string: text), .lossless) }
    #expect(box.next(upTo: 4) == "aabb")
    #expect(box.next(upTo: 4) == "c")
  }

  @Test func `at the soft bound lossy frames are dropped and no others`() {
    _ = box.offer(frame(Limits.outboxSoftBytes - 1), .lossless)
    #expect(box.offer(frame(1), .lossy) == .queued)
    #expect(box.outbox.bytes == Limits.outboxSoftBytes)
    #expect(box.offer(frame(1), .lossy) == .dropped)
    #expect(box.offer(frame(1), .lossless) == .queued)
    #expect(box.offer(frame(1), .latestWins, .likes(post)) == .queued)
    #expect(box.outbox.bytes == Limits.outboxSoftBytes + 2)
  }

  @Test func `it takes 1 MiB to the byte and overflows at the next`() {
    #expect(box.offer(frame(Limits.outboxHardBytes - 10), .lossless) == .queued)
    #expect(box.offer(frame(11), .lossless) == .overflowed)
    #expect(box.offer(frame(10), .lossless) == .queued)
    #expect(box.outbox.liveBytes == Limits.outboxHardBytes)
    #expect(box.offer(frame(1), .lossless) == .overflowed)
    #expect(box.offer(frame(1), .latestWins, .likes(post)) == .overflowed)
  }

  @Test func `one frame larger than 1 MiB overflows an empty outbox`() {
    #expect(box.offer(frame(Limits.outboxHardBytes + 1), .lossless) == .overflowed)
    #expect(box.offer(frame(Limits.outboxHardBytes), .lossless) == .queued)
  }

  @Test func `what was asked for does not count as slow`() {
    for _ in 0..<3 { box.outbox.add(frame(Limits.outboxHardBytes)) }
    #expect(box.outbox.liveBytes == 0)
    #expect(box.outbox.bytes == 3 * Limits.outboxHardBytes)
    #expect(box.offer(frame(Limits.outboxHardBytes), .lossless) == .queued)
    #expect(box.offer(frame(1), .lossless) == .overflowed)
    #expect(box.next(upTo: 1)?.utf8.count == Limits.outboxHardBytes)
    #expect(box.outbox.liveBytes == Limits.outboxHardBytes)
  }

  @Test func `of two values of the same thing only the newer waits`() {
    #expect(box.offer(ByteBuffer(string: "1"), .latestWins, .likes(post)) == .queued)
    #expect(box.offer(ByteBuffer(string: "x"), .latestWins, .likes(.make())) == .queued)
    #expect(box.offer(ByteBuffer(string: "22"), .latestWins, .likes(post)) == .collapsed)
    #expect(box.offer(ByteBuffer(string: "3"), .latestWins, .likes(post)) == .collapsed)
    #expect(box.outbox.bytes == 2)
    #expect(box.outbox.liveBytes == 2)
    #expect(box.next() == "x3")
  }

  @Test func `a newer value does not overtake an answer that waits`() {
    _ = box.offer(ByteBuffer(string: "old"), .latestWins, .liked(post))
    box.outbox.add(ByteBuffer(string: "answer,"))
    _ = box.offer(ByteBuffer(string: "new"), .latestWins, .liked(post))
    #expect(box.next() == "answer,new")
  }

  @Test func `values of different kinds are kept apart`() {
    let (room, user) = (ConversationID.make(), UserID.make())
    let keys: [LatestKey] = [
      .likes(post), .liked(post), .read(room, user), .read(room, .make()), .unread(room),
    ]
    for key in keys { #expect(box.offer(ByteBuffer(string: "x"), .latestWins, key) == .queued) }
    for key in keys { #expect(box.offer(ByteBuffer(string: "y"), .latestWins, key) == .collapsed) }
    #expect(box.next() == "yyyyy")
  }

  @Test func `a value that left is no more replaced`() {
    _ = box.offer(ByteBuffer(string: "1"), .latestWins, .likes(post))
    #expect(box.next() == "1")
    #expect(box.offer(ByteBuffer(string: "2"), .latestWins, .likes(post)) == .queued)
  }

  @Test func `its bytes always add up`() {
    var random = SeededGenerator(seed: 4)
    var inside = 0
    for _ in 0..<5_000 {
      let bytes = random.number(1...40_000)
      switch random.number(0...4) {
      case 0: box.outbox.add(frame(bytes))
      case 1: _ = box.offer(frame(bytes), .lossless)
      case 2: _ = box.offer(frame(bytes), .latestWins, .likes(post))
      case 3: _ = box.offer(frame(bytes), .lossy)
      default: inside -= box.outbox.next(upTo: random.number(0...300_000))?.readableBytes ?? 0
      }
      inside = box.outbox.bytes
      #expect(box.outbox.liveBytes <= min(inside, Limits.outboxHardBytes))
    }
    var left = 0
    while let frames = box.outbox.next(upTo: 100_000) { left += frames.readableBytes }
    #expect(left == inside)
    #expect(box.outbox.bytes == 0)
    #expect(box.outbox.liveBytes == 0)
  }
}
