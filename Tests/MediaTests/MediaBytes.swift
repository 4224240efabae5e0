import HubbubDomain

@testable import HubbubMedia

/// Files that say what a test wants them to say, with next to nothing in them.
enum MediaBytes {
  /// What a walk says of bytes.
  static func judge(_ bytes: [UInt8], _ format: MediaFormat) -> Result<FoundMedia, Refusal> {
    Result { () throws(Refusal) in try format.walk(FileBytes(bytes)) }
  }

  /// Why a walk refuses bytes; nil where it takes them.
  static func refusal(_ bytes: [UInt8], _ format: MediaFormat) -> Refusal.Code? {
    if case .failure(let refusal) = judge(bytes, format) { refusal.code } else { nil }
  }

  static func big(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func little(_ value: Int, _ width: Int) -> [UInt8] { big(value, width).reversed() }

  // MARK: - Pictures

  /// - Parameter scans: each of one byte.
  static func jpeg(scans: Int = 1, before: [UInt8] = []) -> [UInt8] {
    let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]
    let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x2A]
    return [0xFF, 0xD8] + before + frame + Array(repeatElement(scan, count: scans).joined())
      + [0xFF, 0xD9]
  }

  static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xFF, marker] + big(body.count + 2, 2) + body
  }

  static func gif(width: Int, height: Int) -> [UInt8] {
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x2A, 0]
    return Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0, 0, 0] + frame + [0x3B]
  }

  // MARK: - WebM

  static func element(_ kind: Int, _ body: [UInt8]) -> [UInt8] {
    let width = (8 - kind.leadingZeroBitCount / 8)
    return big(kind, width) + big(1 << 28 | body.count, 4) + body
  }

  static func number(_ kind: Int, _ value: Int) -> [UInt8] { element(kind, big(value, 8)) }

  static func track(_ index: Int, width: Int = 8, height: Int = 8) -> [UInt8] {
    let size = element(0xE0, number(0xB0, width) + number(0xBA, height))
    let codec = element(0x86, Array("V_VP8".utf8))
    return element(0xAE, number(0xD7, index) + number(0x83, 1) + codec + size)
  }

  /// - Parameter milliseconds: when its last block begins.
  static func webm(
    tracks: [[UInt8]] = [track(1)], milliseconds: Int = 0, more: [UInt8] = []
  ) -> [UInt8] {
    let cluster = number(0xE7, milliseconds) + element(0xA3, [0x81, 0, 0, 0x80, 0x2A])
    let segment =
      element(0x1549_A966, []) + element(0x1654_AE6B, Array(tracks.joined()))
      + element(0x1F43_B675, cluster) + more
    return element(0x1A45_DFA3, element(0x4282, Array("webm".utf8))) + element(0x1853_8067, segment)
  }

  /// Tags within tags.
  static func tags(depth: Int) -> [UInt8] {
    let inner = (0..<depth).reduce([]) { inside, _ in element(0x67C8, inside) }
    return element(0x1254_C367, element(0x7373, inner))
  }

  // MARK: - MP4

  static func box(_ kind: String, _ body: [UInt8]) -> [UInt8] {
    big(body.count + 8, 4) + kind.unicodeScalars.map { UInt8($0.value) } + body
  }

  /// The one box of a kind in a file, with its head.
  static func box(_ kind: String, in bytes: [UInt8]) throws(Refusal) -> [UInt8] {
    let file = FileBytes(bytes)
    let range = kind == "trak" ? try moov(of: file).body : 0..<bytes.count
    return try Array(bytes[Boxes.only(kind, in: range, of: file, Work()).orBroken().range])
  }

  private static func moov(of file: FileBytes) throws(Refusal) -> Box {
    try Boxes.only("moov", in: 0..<file.count, of: file, Work()).orBroken()
  }

  /// A film, its `moov` last, with more in that.
  static func film(_ bytes: [UInt8], with more: [UInt8]) throws(Refusal) -> [UInt8] {
    let moov = try moov(of: FileBytes(bytes))
    return Array(bytes[..<moov.range.lowerBound]) + box("moov", Array(bytes[moov.body]) + more)
  }

  // MARK: - WAV

  /// The head of a WAV, which says how many bytes of sound follow.
  static func wavHead(soundBytes: Int) -> [UInt8] {
    let rate = little(48_000, 4) + little(192_000, 4)
    let format = little(1, 2) + little(2, 2) + rate + little(4, 2) + little(16, 2)
    return Array("RIFF".utf8) + little(soundBytes + 36, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
      + format + Array("data".utf8) + little(soundBytes, 4)
  }
}
