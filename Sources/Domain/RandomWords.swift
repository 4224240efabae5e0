import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Random words from the system, drawn many at a time: a system call for each
/// costs more than all else in making an identifier.
///
/// Each word is given out once. Not for secrets: what is drawn waits in memory.
///
/// - Bounds: 32 words wait, since one call gives at most 256 bytes for certain.
/// - Source: getrandom(2), getentropy(3).
enum RandomWords {
  private static let drawn = Mutex<[UInt64]>([])
  private static let count = 32

  /// Two words that nobody else gets.
  static func pair() -> (UInt64, UInt64) {
    drawn.withLock { words in
      if words.count < 2 { words = draw() }
      return (words.removeLast(), words.removeLast())
    }
  }

  private static func draw() -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: count) { words, filled in
      let code = getentropy(words.baseAddress, count * MemoryLayout<UInt64>.size)
      precondition(code == 0, "the system has random bytes to give")
      filled = count
    }
  }
}
