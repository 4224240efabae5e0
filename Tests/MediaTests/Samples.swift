import Glibc
import HubbubTesting

@testable import HubbubMedia

/// Pictures that the tests are made of: written byte by byte, or by `vips` from those.
enum Sample {
  /// A PNG of one grey, or of `rows` as they are given (RGB, a filter byte before each).
  static func png(width: Int, height: Int) -> [UInt8] {
    let row: [UInt8] = [0] + (0..<width * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
    return png(
      width: width, height: height, pixels: Array(repeatElement(row, count: height).joined()))
  }

  /// A PNG whose pixels are given: a filter byte and RGB for each row.
  static func png(width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
    let head = big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]
    return [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + chunk("IHDR", head)
      + chunk("IDAT", stored(pixels)) + chunk("IEND", [])
  }

  /// A PNG of 8 by 8 that says it is larger.
  static func pngThatSays(width: Int, height: Int) -> [UInt8] {
    png(width: width, height: height, pixels: [0, 1, 2, 3])
  }

  /// A JPEG, red at its top and blue at its bottom, which says by EXIF that it lies on its side.
  ///
  /// - Parameter orientation: as EXIF has it: 3 upside down.
  static func jpeg(orientation: UInt8) throws -> [UInt8] {
    let red: [UInt8] = [0] + Array(repeatElement([255, 0, 0], count: 64).joined())
    let blue: [UInt8] = [0] + Array(repeatElement([0, 0, 255], count: 64).joined())
    let pixels =
      Array(repeatElement(red, count: 32).joined()) + Array(repeatElement(blue, count: 32).joined())
    let plain = try converted(png(width: 64, height: 64, pixels: pixels), to: "jpg[strip]")
    return Array(plain[..<2]) + exif(orientation) + plain[2...]
  }

  /// An APP1 segment with an orientation and the name of a maker: `Hubbub Secret Camera`.
  private static func exif(_ orientation: UInt8) -> [UInt8] {
    let maker = Array("Hubbub Secret Camera".utf8) + [0]
    var tiff: [UInt8] = Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 2]
    tiff += [0x01, 0x0F, 0, 2] + big(maker.count, 4) + big(38, 4)
    tiff += [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    tiff += [0, 0, 0, 0] + maker
    let body = Array("Exif".utf8) + [0, 0] + tiff
    return [0xFF, 0xE1] + big(body.count + 2, 2) + body
  }

  /// What `vips` makes of a picture, in the colours of a space.
  static func converted(
    _ bytes: [UInt8], to suffix: String, _ space: String = "srgb"
  ) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try bytes.withUnsafeBytes { try Files.append($0, to: folder.path + "/in") }
    let child = Child(
      path: "/usr/bin/vips", arguments: ["colourspace", "in", "out.\(suffix)", space],
      environment: ["PATH=/usr/bin"], folder: folder.path)
    let ending = try child.run(patience: .seconds(60))
    let name = suffix.prefix { $0 != "[" }
    let made = try Files.read("\(folder.path)/out.\(name)", maxBytes: 10_000_000)
    guard let made else { throw NotMade(ending: ending) }
    return made
  }

  /// The RGB of each pixel of a square picture, row by row.
  static func pixels(of picture: [UInt8], side: Int) throws -> [UInt8] {
    // A PPM has a head of a few lines, then these.
    Array(try converted(picture, to: "ppm").suffix(side * side * 3))
  }

  struct NotMade: Error {
    let ending: Child.Ending
  }

  // MARK: - PNG

  private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + body
    return big(body.count, 4) + named + big(Int(checksum(named)), 4)
  }

  /// Not compressed, which is a form of zlib's too (RFC 1950, RFC 1951 §3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (out, a, b): ([UInt8], Int, Int) = ([0x78, 0x01], 1, 0)
    var place = 0
    repeat {
      let piece = bytes[place..<min(place + 65_535, bytes.count)]
      place += piece.count
      out += [place == bytes.count ? 1 : 0]
      out += [UInt8(piece.count & 0xFF), UInt8(piece.count >> 8)]
      out += [UInt8(~piece.count & 0xFF), UInt8(~piece.count >> 8 & 0xFF)] + piece
    } while place < bytes.count
    for byte in bytes {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return out + big(b << 16 | a, 4)
  }

  /// CRC-32 (PNG, annex D).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1
      }
    }
  }

  static func big(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(value >> (8 * $0) & 0xFF) }
  }
}
