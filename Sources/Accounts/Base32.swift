/// Bytes as letters and digits that people can type: five bits each.
///
/// - Source: RFC 4648 §6, without padding.
enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Writes `bytes`, most significant bits first.
  static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(alphabet[Int(bits >> count & 0x1F)])
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << (5 - count) & 0x1F)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
