import NIOCore

/// An answer over HTTP/1.1 on a connection that stays open.
enum PageAnswer {
  /// - Returns: the status once all of the answer is there; nil before.
  static func status(_ bytes: ByteBufferView) -> Int? {
    guard let end = bytes.firstRange(of: "\r\n\r\n".utf8)?.upperBound else { return nil }
    let head = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
    let status = head.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
    let isWhole =
      if let length = length(head) {
        bytes.endIndex - end >= length
      } else {
        bytes[end...].suffix(5).elementsEqual("0\r\n\r\n".utf8)
      }
    return isWhole ? status ?? 0 : nil
  }

  /// Of the body, where the head says it.
  private static func length(_ head: String) -> Int? {
    let line = head.split(whereSeparator: \.isNewline).first { $0.hasPrefix("content-length:") }
    return line.flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
  }
}
