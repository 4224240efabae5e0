import Glibc

/// When a text was sent, written into the text itself: `@T<nanoseconds>@`.
///
/// Counting tokens, and not frames or reads, counts a server right whatever
/// it joins on the way.
enum Token {
  /// A text of exactly `bytes` bytes that begins with the token.
  ///
  /// - Parameter bytes: within ``Limits/textBytes``, which leave room for any stamp.
  static func text(_ stamp: UInt64, bytes: Int) -> String {
    let token = "@T\(stamp)@"
    precondition(token.utf8.count <= bytes, "a text is too short for its token")
    let filler = (token.utf8.count..<bytes).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    return token + String(decoding: filler, as: UTF8.self)
  }

  /// Finds each token in `bytes`.
  ///
  /// - Complexity: O(bytes), by `memchr`.
  @inline(__always)
  static func each(in bytes: UnsafeRawBufferPointer, _ found: (UInt64) -> Void) {
    var rest = bytes[...]
    while let stamp = next(in: &rest) { found(stamp) }
  }

  /// Finds the next token and moves behind it.
  @inline(__always)
  private static func next(in rest: inout Slice<UnsafeRawBufferPointer>) -> UInt64? {
    while let at = position(of: UInt8(ascii: "@"), in: rest) {
      rest = rest[(at + 1)...]
      if let (stamp, end) = stamp(in: rest) {
        rest = rest[end...]
        return stamp
      }
    }
    return nil
  }

  @inline(__always)
  private static func position(of byte: UInt8, in slice: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let base = slice.base.baseAddress, !slice.isEmpty else { return nil }
    let begin = base + slice.startIndex
    guard let found = memchr(begin, CInt(byte), slice.count) else { return nil }
    return slice.startIndex + (UnsafeRawPointer(found) - begin)
  }

  /// Reads `T<digits>@`.
  ///
  /// - Returns: the number, and where it ends; nil where no token stands.
  @inline(__always)
  private static func stamp(in slice: Slice<UnsafeRawBufferPointer>) -> (UInt64, Int)? {
    var at = slice.startIndex
    guard at < slice.endIndex, slice[at] == UInt8(ascii: "T") else { return nil }
    at += 1
    let digits = at
    var stamp: UInt64 = 0
    while at < slice.endIndex, case let digit = slice[at] &- UInt8(ascii: "0"), digit < 10 {
      stamp = stamp &* 10 &+ UInt64(digit)
      at += 1
    }
    guard at > digits, at < slice.endIndex, slice[at] == UInt8(ascii: "@") else { return nil }
    return (stamp, at + 1)
  }
}
