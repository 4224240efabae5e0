import FoundationEssentials
import Glibc

/// Single values out of a frame, found by the text before them.
///
/// Hubbub writes JSON without spaces; a frame in which the text is not found
/// is decoded as a whole, slowly.
enum Excerpt {
  /// The likes of a `likes` event, or of the answer to a like.
  static func likes(_ bytes: UnsafeRawBufferPointer) -> (count: Int64, version: Int64)? {
    if let count = number(after: "\"count\":", in: bytes),
      let version = number(after: "\"version\":", in: bytes)
    {
      return (count, version)
    }
    return decoded(LikesFrame.self, bytes).map { ($0.data.count, $0.data.version) }
  }

  /// The epoch that hello tells.
  static func epoch(_ bytes: UnsafeRawBufferPointer) -> String? {
    decoded(HelloFrame.self, bytes)?.data.epoch
  }

  /// The first number that stands behind `mark`.
  static func number(after mark: StaticString, in bytes: UnsafeRawBufferPointer) -> Int64? {
    guard let begin = end(of: mark, in: bytes) else { return nil }
    var (at, number) = (begin, Int64(0))
    while at < bytes.count, case let digit = bytes[at] &- UInt8(ascii: "0"), digit < 10 {
      number = number &* 10 &+ Int64(digit)
      at += 1
    }
    return at > begin ? number : nil
  }

  /// The text that stands behind `mark`, up to the next quote.
  static func text(after mark: StaticString, in bytes: UnsafeRawBufferPointer) -> String? {
    guard let begin = end(of: mark, in: bytes) else { return nil }
    let text = bytes[begin...].prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: text, as: UTF8.self)
  }

  /// Where the first `mark` ends.
  ///
  /// By `memchr` and `memcmp`: a search for any collection takes microseconds,
  /// tens of thousands of times a second.
  private static func end(of mark: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let count = mark.utf8CodeUnitCount
    var at = 0
    while bytes.count - at >= count,
      let found = memchr(base + at, CInt(mark.utf8Start[0]), bytes.count - at - count + 1)
    {
      at = UnsafeRawPointer(found) - base
      if memcmp(base + at, mark.utf8Start, count) == 0 { return at + count }
      at += 1
    }
    return nil
  }

  /// Any frame, decoded in full.
  static func decoded<Frame: Decodable>(
    _ type: Frame.Type, _ bytes: UnsafeRawBufferPointer
  ) -> Frame? {
    try? JSONDecoder().decode(Frame.self, from: Data(bytes))
  }
}

/// `{"data":{"count":4,"version":10}}` and more.
private struct LikesFrame: Decodable {
  struct Likes: Decodable {
    let count: Int64
    let version: Int64
  }

  let data: Likes
}

/// `{"data":{"epoch":"…"}}` and more.
private struct HelloFrame: Decodable {
  struct Hello: Decodable { let epoch: String }

  let data: Hello
}

/// What answers a `start`: `{"ok":{"heads":{TOPIC:seq},"reset":[TOPIC]}}`.
struct StartAnswer: Decodable {
  struct Answer: Decodable {
    let heads: [String: Int64]
    let reset: [String]
  }

  let ok: Answer
}
