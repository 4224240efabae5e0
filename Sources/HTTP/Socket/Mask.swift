/// The key that a client's payload is masked with, turned to the next byte.
///
/// - Source: RFC 6455 §5.3.
struct Mask {
  /// The key's first byte is the lowest.
  private var key: UInt32

  init(key: UInt32) {
    self.key = key
  }

  /// Writes the bytes of `masked` to `target` as they were meant, eight at a
  /// time, and turns the key so that the next call goes on where this ends.
  mutating func unmask(_ masked: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer)
  {
    precondition(target.count >= masked.count, "the target is too small")
    let wide = UInt64(key) << 32 | UInt64(key)
    let words = masked.count & ~7
    for index in stride(from: 0, to: words, by: 8) {
      let word = masked.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      target.storeBytes(of: word ^ wide.littleEndian, toByteOffset: index, as: UInt64.self)
    }
    for index in words..<masked.count {
      target[index] = masked[index] ^ UInt8(truncatingIfNeeded: wide >> (8 * UInt64(index - words)))
    }
    turn(by: masked.count)
  }

  private mutating func turn(by bytes: Int) {
    let bits = UInt32(bytes & 3) * 8
    if bits > 0 { key = key >> bits | key << (32 - bits) }
  }
}
