import HubbubDomain
import HubbubTesting
import Logging
import NIOCore
import Synchronization
import Testing

@testable import HubbubMedia

@Suite(.timeLimit(.minutes(10))) struct PicturesTests {
  @Test(arguments: ["png", "jpg", "gif", "webp", "avif"])
  func `a picture of each kind becomes two squares`(suffix: String) async throws {
    let place = try PicturePlace()
    let file = try Sample.converted(Sample.png(width: 90, height: 40), to: suffix)
    let picture = try #require(try await place.send(file).picture)
    for pixels in [128, 512] {
      let made = try #require(
        try await place.pictures.read(picture, of: place.user, pixels: pixels))
      #expect(PixelSize(of: made, .webp) == PixelSize(pixels, pixels))
    }
    #expect(try await place.pictures.read(picture, of: place.user, pixels: 64) == nil)
    #expect(try place.leftovers() == [])
  }

  @Test func `a picture is upright and tells nothing of its maker`() async throws {
    let place = try PicturePlace()
    let file = try Sample.jpeg(orientation: 3)
    #expect(file.contains("Secret Camera"))
    let picture = try #require(try await place.send(file).picture)
    let made = try #require(try await place.pictures.read(picture, of: place.user, pixels: 128))
    #expect(!made.contains("Secret Camera") && !made.contains("ICCP") && !made.contains("XMP"))
    let pixels = try Sample.pixels(of: made, side: 128)
    try #require(pixels.count == 128 * 128 * 3)
    #expect(pixels[0] < 20 && pixels[2] > 235, "blue is on top now")
    #expect(pixels[pixels.count - 3] > 235 && pixels[pixels.count - 1] < 20, "red is below")
  }

  @Test func `a picture of greys is taken too`() async throws {
    let place = try PicturePlace()
    let grey = try Sample.converted(Sample.png(width: 90, height: 40), to: "png", "b-w")
    #expect(await place.refusal(of: grey) == nil)
  }

  @Test func `what hides behind a picture is not kept`() async throws {
    let place = try PicturePlace()
    let script = Array("<script>alert('hubbub')</script>".utf8)
    let file = try Sample.converted(Sample.png(width: 90, height: 40), to: "gif") + script
    let picture = try #require(try await place.send(file).picture)
    let made = try #require(try await place.pictures.read(picture, of: place.user, pixels: 512))
    #expect(!made.contains("alert"))
  }

  @Test(arguments: ["png", "jpg", "gif", "webp", "avif"])
  func `a picture that is cut off is refused, and nothing of it is kept`(
    suffix: String
  ) async throws {
    let place = try PicturePlace()
    let file = try Sample.converted(Sample.png(width: 300, height: 200), to: suffix)
    #expect(await place.refusal(of: Array(file.prefix(file.count * 2 / 3))) == .corruptMedia)
    #expect(try place.leftovers() == [])
    #expect(place.kept == [])
  }

  @Test func `10 MiB are taken, one byte more is not`() async throws {
    let place = try PicturePlace()
    let file = Sample.png(width: 90, height: 40)
    let most = file + [UInt8](repeating: 0, count: Limits.pictureBytes - file.count)
    #expect(await place.refusal(of: most) == nil)
    #expect(await place.refusal(of: most + [0]) == .tooLarge)
    #expect(try place.leftovers() == [])
  }

  @Test func `nothing, and what is no picture, is refused`() async throws {
    let place = try PicturePlace()
    #expect(await place.refusal(of: []) == .corruptMedia)
    #expect(await place.refusal(of: Array("<html></html>".utf8)) == .unsupportedType)
    #expect(
      await place.refusal(of: Sample.pngThatSays(width: 10_000, height: 6_000)) == .tooLarge)
    #expect(try place.leftovers() == [])
  }

  @Test func `a sender who goes away leaves nothing behind`() async throws {
    let place = try PicturePlace()
    struct Gone: Error {}
    let body = AsyncThrowingStream<ByteBuffer, any Error> { body in
      body.yield(ByteBuffer(bytes: Sample.png(width: 90, height: 40)))
      body.finish(throwing: Gone())
    }
    await #expect(throws: Gone.self) {
      try await place.pictures.replace(of: place.user, by: body)
    }
    #expect(try place.leftovers() == [])
  }

  @Test func `another picture takes the place of the first, whose files go`() async throws {
    let place = try PicturePlace()
    let file = Sample.png(width: 90, height: 40)
    let first = try #require(try await place.send(file).picture)
    let second = try #require(try await place.send(file).picture)
    #expect(first != second)
    #expect(place.kept == [second])
    #expect(try await place.pictures.read(first, of: place.user, pixels: 128) == nil)
    #expect(try await place.pictures.remove(of: place.user).picture == nil)
    #expect(place.kept == [])
  }

  @Test func `a row that is refused leaves no files`() async throws {
    let place = try PicturePlace(commit: { _ in .refused(.noSuchUser) })
    #expect(await place.refusal(of: Sample.png(width: 90, height: 40)) == .notFound)
    #expect(place.kept == [])
  }

  @Test func `without a decoder nobody can send a picture, and is told so`() async throws {
    let place = try PicturePlace(programs: ["/nowhere"])
    #expect(await place.refusal(of: Sample.png(width: 90, height: 40)) == .unavailable)
    let said = place.log.lines.joined()
    #expect(said.contains("libvips-tools") || said.contains("util-linux"))
    #expect(try place.leftovers() == [])
  }

  @Test func `a decoder that takes too long is ended`() async throws {
    var decoder = Decoder(programs: ["/usr/bin"])
    decoder.patience = .zero
    let place = try PicturePlace(decoder: decoder)
    #expect(await place.refusal(of: Sample.png(width: 90, height: 40)) == .corruptMedia)
    #expect(try place.leftovers() == [])
  }

  @Test func `what a crash left is swept, what is somebody's stays`() async throws {
    let place = try PicturePlace()
    let picture = try #require(try await place.send(Sample.png(width: 90, height: 40)).picture)
    // Files whose row was never written, and an upload of an earlier run.
    let lost = PictureID.make()
    let files = try [128, 512].map { size in
      let path = "\(place.folder.path)/lost-\(size)"
      try [UInt8]([1, 2, 3]).withUnsafeBytes { try Files.append($0, to: path) }
      return (size, path)
    }
    let kept = PictureFolder(path: place.folder.path + "/avatars")
    try kept.place(lost, of: place.user, Dictionary(uniqueKeysWithValues: files))
    let earlier = Incoming(path: place.folder.path + "/incoming")
    try earlier.prepare()
    try [UInt8]([1]).withUnsafeBytes { try Files.append($0, to: Upload(in: earlier).path) }

    #expect(place.kept == [picture, lost])
    await place.pictures.sweep()
    #expect(place.kept == [picture])
    #expect(try Files.names(in: place.folder.path + "/incoming").count == 1, "this run's")
    #expect(try await place.pictures.read(picture, of: place.user, pixels: 512) != nil)
  }

  @Test func `a picture that a report shows is no leftover`() async throws {
    let place = try PicturePlace()
    let old = try #require(try await place.send(Sample.png(width: 90, height: 40)).picture)
    place.row.report(old)
    let new = try #require(try await place.send(Sample.png(width: 40, height: 90)).picture)
    #expect(place.kept == [old, new])
    await place.pictures.sweep()
    #expect(place.kept == [old, new])
    place.row.report(nil)
    await place.pictures.sweep()
    #expect(place.kept == [new])
  }

  @Test func `files are on the disk before their row is written`() async throws {
    let seen = Mutex<[Int]>([])
    let folder = try TemporaryFolder()
    let place = try PicturePlace(folder: folder) { change in
      guard case .setPicture(let user, let picture?) = change else { return .failed }
      let kept = PictureFolder(path: folder.path + "/avatars")
      for size in PictureFolder.sizes {
        guard let bytes = try? kept.read(picture, of: user, size) else { continue }
        seen.withLock { $0.append(bytes.count) }
      }
      return .failed
    }
    #expect(await place.refusal(of: Sample.png(width: 90, height: 40)) == .unavailable)
    #expect(seen.withLock { $0.count } == 2)
    #expect(place.kept.count == 1, "whether the row was written is asked at the next start")
    await place.pictures.sweep()
    #expect(place.kept == [])
  }

  @Test func `when too many wait the next is told busy`() async throws {
    let place = try PicturePlace()
    let file = Sample.png(width: 90, height: 40)
    let codes = await withTaskGroup(of: Refusal.Code?.self) { group in
      for _ in 0..<Limits.pictureThreads + Limits.pictureQueue + 20 {
        group.addTask { await place.refusal(of: file) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.filter { $0 == nil }.count >= Limits.pictureThreads + Limits.pictureQueue)
    #expect(codes.allSatisfy { $0 == nil || $0 == .busy })
    #expect(place.kept.count == 1)
    #expect(try place.leftovers() == [])
  }
}
