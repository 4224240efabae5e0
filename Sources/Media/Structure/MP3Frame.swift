/// The head of a frame of MPEG audio, layer III.
///
/// - Source: ISO/IEC 11172-3 §2.4.1.3 and §2.4.2.3, 13818-3 §2.4.2; MPEG-2.5 (Fraunhofer).
struct MP3Frame: Equatable {
  /// Kilobits a second, by the head's number: MPEG-1, then MPEG-2 and 2.5.
  private static let first = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
  private static let second = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

  /// Head and sound.
  let bytes: Int
  let samples: Int
  let samplesPerSecond: Int
  /// What all frames of a file have alike: version, layer and rate.
  let likeness: Int
  /// Bytes between the head and the sound: 17 with one channel, 32 with two, or fewer.
  let sideBytes: Int

  /// Reads the head at a place; nil where there is none, or one of no length.
  init?(at place: Int, of file: FileBytes) {
    guard let head = file.big(4, at: place), Self.isLayerThree(head) else { return nil }
    let version = head >> 19 & 3  // 0: 2.5, 1: none, 2: 2, 3: 1
    let (rate, hertz) = (head >> 12 & 0xF, head >> 10 & 3)
    guard version != 1, 1...14 ~= rate, hertz < 3 else { return nil }
    let isFirst = version == 3
    let base = [44_100, 48_000, 32_000][hertz]
    samplesPerSecond = isFirst ? base : version == 2 ? base / 2 : base / 4
    samples = isFirst ? 1_152 : 576
    let bits = (isFirst ? Self.first : Self.second)[rate] * 1_000
    bytes = samples / 8 * bits / samplesPerSecond + (head >> 9 & 1)
    likeness = head & 0xFFFE_0C00
    let isMono = head >> 6 & 3 == 3
    sideBytes = isFirst ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
  }

  private static func isLayerThree(_ head: Int) -> Bool {
    head >> 21 == 0x7FF && head >> 17 & 3 == 1
  }

  /// Whether a head of another layer stands at a place.
  static func isOtherLayer(at place: Int, of file: FileBytes) -> Bool {
    guard let head = file.big(4, at: place) else { return false }
    return head >> 21 == 0x7FF && !isLayerThree(head) && head >> 17 & 3 != 0
  }
}
