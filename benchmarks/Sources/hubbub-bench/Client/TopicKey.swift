/// A topic's name as one word, so that comparing two costs nothing.
///
/// FNV-1a over the bytes: of the few thousand topics of a run two share a
/// key once in 10¹².
struct TopicKey: Hashable {
  let word: UInt64

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    var word: UInt64 = 0xcbf2_9ce4_8422_2325
    var at = 0
    while at &+ 8 <= bytes.count {
      let eight = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      word = (word ^ eight) &* 0x0100_0000_01b3
      word ^= word >> 32
      at &+= 8
    }
    while at < bytes.count {
      word = (word ^ UInt64(bytes[at])) &* 0x0100_0000_01b3
      at &+= 1
    }
    self.word = word
  }

  init(_ name: String) {
    var name = name
    self = name.withUTF8 { TopicKey(UnsafeRawBufferPointer($0)) }
  }
}
