import HubbubDomain

/// A page of Ogg: pieces of packets, and a checksum over them.
///
/// - Source: RFC 3533 §6.
struct OggPage {
  let range: Range<Int>
  let isContinued: Bool
  let isFirst: Bool
  let isLast: Bool
  /// Where in time it ends, in samples; nil where no packet ends on it.
  let time: Int?
  let serial: Int
  let number: Int
  /// Pieces of packets; one of fewer than 255 bytes ends its packet.
  let pieces: [Range<Int>]

  /// - Throws: ``Refusal`` `corrupt_media` where there is none, or a bit is wrong.
  init(at place: Int, of file: FileBytes) throws(Refusal) {
    try require(file.has("OggS\0", at: place))
    let flags = try file.byte(at: place + 5).orBroken()
    (isContinued, isFirst, isLast) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    time = try Self.time(at: place + 6, of: file)
    serial = try file.little(4, at: place + 14).orBroken()
    number = try file.little(4, at: place + 18).orBroken()
    let sum = try file.little(4, at: place + 22).orBroken()
    let count = try file.byte(at: place + 26).orBroken()
    var (pieces, next): ([Range<Int>], Int) = ([], place + 27 + count)
    for index in 0..<count {
      let length = try file.byte(at: place + 27 + index).orBroken()
      pieces.append(next..<next + length)
      next += length
    }
    try require(next <= file.count)
    (self.pieces, range) = (pieces, place..<next)
    try require(Checksum.ogg(file, range) == UInt32(sum))
  }

  /// - Throws: ``Refusal`` `corrupt_media` for a time below zero.
  private static func time(at place: Int, of file: FileBytes) throws(Refusal) -> Int? {
    let low = try file.little(4, at: place).orBroken()
    let high = try file.little(4, at: place + 4).orBroken()
    if low == 0xFFFF_FFFF, high == 0xFFFF_FFFF { return nil }
    try require(high <= 0x7FFF_FFFF)
    return high << 32 | low
  }

  /// Whether its last packet goes on with the next page.
  var isUnfinished: Bool { pieces.last?.count == 255 }
}
