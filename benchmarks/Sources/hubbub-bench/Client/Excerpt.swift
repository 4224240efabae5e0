import FoundationEssentials

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
    let pattern = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    guard let found = bytes.firstRange(of: pattern) else { return nil }
    let digits = bytes[found.upperBound...].prefix { 0x30...0x39 ~= $0 }
    return Int64(String(decoding: digits, as: UTF8.self))
  }

  /// The text that stands behind `mark`, up to the next quote.
  static func text(after mark: StaticString, in bytes: UnsafeRawBufferPointer) -> String? {
    let pattern = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    guard let found = bytes.firstRange(of: pattern) else { return nil }
    let text = bytes[found.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: text, as: UTF8.self)
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
