extension PixelSize {
  /// The largest of the sizes among the properties of its items.
  ///
  /// - Source: ISO/IEC 23008-12 §6.5.3 (`ispe`), ISO/IEC 14496-12 §4.2.
  static func avif(_ bytes: Bytes) -> PixelSize? {
    var found: PixelSize?
    // `meta` has four bytes of version and flags before its boxes.
    for meta in boxes("meta", of: bytes, in: 0..<bytes.count) {
      for properties in boxes("iprp", of: bytes, in: meta.dropFirst(4)) {
        for container in boxes("ipco", of: bytes, in: properties) {
          for size in boxes("ispe", of: bytes, in: container) {
            let start = size.lowerBound + 4
            let size = PixelSize(bytes.big(4, at: start), bytes.big(4, at: start + 4))
            found = [found, size].compactMap(\.self).max { $0.pixels < $1.pixels }
          }
        }
      }
    }
    return found
  }

  /// What the boxes of one kind hold, of those that lie side by side in `range`.
  private static func boxes(_ kind: String, of bytes: Bytes, in range: Range<Int>) -> [Range<Int>] {
    var (place, found): (Int, [Range<Int>]) = (range.lowerBound, [])
    while place + 8 <= range.upperBound, let (length, head) = length(at: place, of: bytes, range) {
      if bytes.has(kind, at: place + 4) { found.append(place + head..<place + length) }
      place += length
    }
    return found
  }

  /// How long a box is, and its head; nil for one that does not fit.
  private static func length(
    at place: Int, of bytes: Bytes, _ range: Range<Int>
  ) -> (length: Int, head: Int)? {
    let rest = range.upperBound - place
    guard let short = bytes.big(4, at: place) else { return nil }
    let long = short == 1 ? bytes.big(8, at: place + 8) : nil
    let length = short == 0 ? rest : long ?? short
    let head = long == nil ? 8 : 16
    return head...max(head, rest) ~= length && length <= rest ? (length, head) : nil
  }
}
