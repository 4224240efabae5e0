import HubbubDomain
import Testing

@testable import HubbubMedia

@Suite(.timeLimit(.minutes(10))) struct PictureCheckTests {
  private func refusal(of file: [UInt8]) throws -> Refusal.Code? {
    let check = try PictureCheck()
    do throws(Refusal) {
      try check.check(file)
      return nil
    } catch { return error.code }
  }

  @Test(arguments: ["png", "jpg", "gif", "webp", "webp[lossless]", "avif"])
  func `a picture of each kind is taken, and its size is read`(suffix: String) throws {
    let file = try Sample.converted(Sample.png(width: 37, height: 21), to: suffix)
    #expect(try refusal(of: file) == nil)
    let type = try #require(try Sniffer().type(of: file).flatMap(PictureType.init))
    #expect(PixelSize(of: file, type) == PixelSize(37, 21))
  }

  @Test(arguments: [
    "<!DOCTYPE html><html><script>alert(1)</script></html>",
    "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
    "#!/bin/sh\nrm -rf /\n", "alert(1)", "%PDF-1.4\n", "GIF", "\u{0}",
  ])
  func `what is no picture is refused, whatever it is called`(text: String) throws {
    #expect(try refusal(of: Array(text.utf8)) == .unsupportedType)
  }

  @Test func `nothing is no picture`() throws {
    #expect(try refusal(of: []) == .corruptMedia)
  }

  @Test(arguments: ["png", "jpg", "gif", "webp", "avif"])
  func `a picture that ends in its head is damaged`(suffix: String) throws {
    let file = try Sample.converted(Sample.png(width: 37, height: 21), to: suffix)
    for count in [14, 20] {
      let code = try refusal(of: Array(file.prefix(count)))
      #expect(code == .corruptMedia || code == .unsupportedType, "\(count) bytes")
    }
  }

  @Test func `40 megapixels are taken, one more row is not`() throws {
    #expect(try refusal(of: Sample.pngThatSays(width: 8_000, height: 5_000)) == nil)
    #expect(try refusal(of: Sample.pngThatSays(width: 8_000, height: 5_001)) == .tooLarge)
    #expect(try refusal(of: Sample.pngThatSays(width: 10_000, height: 6_000)) == .tooLarge)
  }

  @Test func `a size that no number can hold is too large`() throws {
    let most = 0xFFFF_FFFF
    #expect(try refusal(of: Sample.pngThatSays(width: most, height: most)) == .tooLarge)
    #expect(try refusal(of: Sample.pngThatSays(width: 0, height: 5)) == .corruptMedia)
  }

  @Test func `a frame beyond the screen of a GIF counts`() throws {
    var file = try Sample.converted(Sample.png(width: 37, height: 21), to: "gif")
    (file[6], file[7], file[8], file[9]) = (1, 0, 1, 0)
    #expect(PixelSize(of: file, .gif) == PixelSize(37, 21))
  }
}

@Suite struct PixelSizeTests {
  @Test func `no head of any length is read beyond its end`() throws {
    for type in PictureType.allCases {
      let suffix = type == .jpeg ? "jpg" : String(type.rawValue.dropFirst("image/".count))
      let file = try Sample.converted(Sample.png(width: 9, height: 5), to: suffix)
      for count in 0..<min(file.count, 400) { _ = PixelSize(of: Array(file.prefix(count)), type) }
      for index in 0..<min(file.count, 400) {
        for value: UInt8 in [0, 1, 0x7F, 0xFF] {
          var broken = file
          broken[index] = value
          _ = PixelSize(of: broken, type)
        }
      }
    }
  }
}
