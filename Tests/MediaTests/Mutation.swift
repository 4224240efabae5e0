import HubbubTesting

@testable import HubbubMedia

/// Files that were whole, with something in them changed: the same for the same seed.
struct Mutation {
  private var random: SeededGenerator
  private(set) var bytes: [UInt8]

  /// - Parameter other: a file of which pieces may come into this one.
  init(of bytes: [UInt8], other: [UInt8], _ random: SeededGenerator) {
    (self.bytes, self.random) = (bytes, random)
    for _ in 0..<self.random.number(1...6) where !self.bytes.isEmpty { change(other) }
    // Behind a wrong sum nothing is looked at.
    if self.random.number(1...4) > 1 { self.bytes = Self.summed(self.bytes) }
  }

  private mutating func change(_ other: [UInt8]) {
    switch random.number(0...8) {
    case 0: bytes[place()] ^= 1 << UInt8(random.number(0...7))
    case 1: bytes[place()] = UInt8(random.number(0...255))
    case 2: bytes.removeLast(random.number(1...bytes.count))
    case 3: bytes.removeSubrange(stretch())
    case 4: bytes.insert(contentsOf: bytes[stretch()], at: place())
    case 5: bytes.insert(contentsOf: other.prefix(random.number(1...400)), at: place())
    case 6: swapStretches()
    default: overwriteNumber()
    }
  }

  private mutating func place() -> Int {
    // Most of what matters stands at the start.
    random.number(0...2) == 0
      ? random.number(0...min(bytes.count - 1, 200)) : random.number(0...bytes.count - 1)
  }

  private mutating func stretch() -> Range<Int> {
    let start = place()
    return start..<min(bytes.count, start + random.number(1...300))
  }

  private mutating func swapStretches() {
    let (one, other) = (stretch(), stretch())
    guard one.upperBound <= other.lowerBound else { return }
    let (first, second) = (Array(bytes[one]), Array(bytes[other]))
    bytes.replaceSubrange(other, with: first)
    bytes.replaceSubrange(one, with: second)
  }

  /// Puts a number at a bound where a length or a count may stand.
  private mutating func overwriteNumber() {
    let width = random.pick([1, 2, 3, 4, 8])
    let number = random.pick([
      0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
      UInt64(bytes.count), UInt64(Int.max), .max, .max - 7, 1 << 62,
    ])
    let isBig = random.number(0...1) == 0
    let start = place()
    for index in 0..<min(width, bytes.count - start) {
      let shift = 8 * (isBig ? width - 1 - index : index)
      bytes[start + index] = UInt8(truncatingIfNeeded: number >> UInt64(shift))
    }
  }

  // MARK: - Sums

  private static func summed(_ bytes: [UInt8]) -> [UInt8] {
    let file = FileBytes(bytes)
    if file.has("\u{89}PNG", at: 0) { return pngSummed(bytes, file) }
    return file.has("OggS", at: 0) ? oggSummed(bytes, file) : bytes
  }

  private static func pngSummed(_ bytes: [UInt8], _ file: FileBytes) -> [UInt8] {
    var (summed, place) = (bytes, 8)
    while let length = file.big(4, at: place), length <= bytes.count - place - 12 {
      let sum = Checksum.png(file, place + 4..<place + 8 + length)
      summed.replaceSubrange(
        place + 8 + length..<place + 12 + length, with: Sample.big(Int(sum), 4))
      place += 12 + length
    }
    return summed
  }

  private static func oggSummed(_ bytes: [UInt8], _ file: FileBytes) -> [UInt8] {
    var (summed, place) = (bytes, 0)
    while let count = file.byte(at: place + 26) {
      let lengths = file.bytes(place + 27..<place + 27 + count, atMost: 255)
      let end = place + 27 + count + lengths.reduce(0) { $0 + Int($1) }
      guard end <= bytes.count else { break }
      let sum = Checksum.ogg(file, place..<end)
      summed.replaceSubrange(
        place + 22..<place + 26, with: Array(Sample.big(Int(sum), 4).reversed()))
      place = end
    }
    return summed
  }
}
