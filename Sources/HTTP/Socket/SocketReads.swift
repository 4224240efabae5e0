import NIOCore

/// How much one read of a socket takes: between 512 bytes and 64 KiB, by what
/// came in last.
///
/// A channel keeps the first buffer that it reads into as long as it lives,
/// so that one is tiny; the others go when they are read. An idle socket is
/// half a kilobyte lighter by that, and a handshake takes one read more.
struct SocketReads: RecvByteBufferAllocator {
  /// Bytes of the first line's beginning, all that a socket's path needs.
  static let firstBytes: UInt32 = 16
  static let leastBytes: UInt32 = 512
  static let mostBytes: UInt32 = 65_536

  private var nextBytes = firstBytes

  func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
    allocator.buffer(capacity: Int(nextBytes))
  }

  /// - Returns: true, so that no buffer is used again.
  mutating func record(actualReadBytes: Int) -> Bool {
    let isFull = actualReadBytes >= Int(nextBytes)
    let isRoomy = actualReadBytes < Int(nextBytes) / 4
    let wanted = isFull ? nextBytes * 4 : isRoomy ? nextBytes / 2 : nextBytes
    nextBytes = min(Self.mostBytes, max(Self.leastBytes, wanted))
    return true
  }
}
