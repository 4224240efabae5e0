/// Where each format says how large its picture is.
extension PixelSize {
  /// The first chunk says it.
  ///
  /// - Source: PNG (third edition) §11.2.1.
  static func png(_ bytes: Bytes) -> PixelSize? {
    guard bytes.has("PNG\r\n\u{1A}\n", at: 1), bytes.has("IHDR", at: 12) else { return nil }
    return PixelSize(bytes.big(4, at: 16), bytes.big(4, at: 20))
  }

  /// The screen, or the first frame where that reaches beyond it.
  ///
  /// - Source: GIF89a §18 and §20.
  static func gif(_ bytes: Bytes) -> PixelSize? {
    guard bytes.has("GIF8", at: 0), let flags = bytes.byte(at: 10),
      let screen = PixelSize(bytes.little(2, at: 6), bytes.little(2, at: 8))
    else { return nil }
    var place = 13 + (flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1))
    while bytes.byte(at: place) == 0x21 {
      place += 2
      while let length = bytes.byte(at: place), length > 0 { place += 1 + length }
      place += 1
    }
    guard bytes.byte(at: place) == 0x2C, let left = bytes.little(2, at: place + 1),
      let top = bytes.little(2, at: place + 3), let width = bytes.little(2, at: place + 5),
      let height = bytes.little(2, at: place + 7)
    else { return nil }
    return PixelSize(max(screen.width, left + width), max(screen.height, top + height))
  }

  /// The frame header says it, behind any number of other segments.
  ///
  /// - Source: ITU-T T.81 §B.1.1.3 and §B.2.2.
  static func jpeg(_ bytes: Bytes) -> PixelSize? {
    var place = 2
    while bytes.byte(at: place) == 0xFF, let marker = bytes.byte(at: place + 1) {
      if marker == 0xFF {  // filling
        place += 1
        continue
      }
      if 0xC0...0xCF ~= marker, ![0xC4, 0xC8, 0xCC].contains(marker) {
        return PixelSize(bytes.big(2, at: place + 7), bytes.big(2, at: place + 5))
      }
      guard marker != 0xDA, let length = bytes.big(2, at: place + 2), length >= 2 else {
        return nil
      }
      place += 2 + length
    }
    return nil
  }

  /// The first chunk says it, each of the three kinds in its own way.
  ///
  /// - Source: RFC 9649 §2.4 to §2.7, RFC 6386 §9.1.
  static func webp(_ bytes: Bytes) -> PixelSize? {
    guard bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) else { return nil }
    if bytes.has("VP8X", at: 12) {
      return PixelSize(
        bytes.little(3, at: 24).map { $0 + 1 }, bytes.little(3, at: 27).map { $0 + 1 })
    }
    if bytes.has("VP8L", at: 12) {
      guard bytes.byte(at: 20) == 0x2F, let packed = bytes.little(4, at: 21) else { return nil }
      return PixelSize(packed & 0x3FFF + 1, packed >> 14 & 0x3FFF + 1)
    }
    guard bytes.has("VP8 ", at: 12), bytes.big(3, at: 23) == 0x9D012A else { return nil }
    return PixelSize(
      bytes.little(2, at: 26).map { $0 & 0x3FFF }, bytes.little(2, at: 28).map { $0 & 0x3FFF })
  }
}
