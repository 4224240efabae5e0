import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

/// What the same bytes mend when they are sent again.
@Suite(.timeLimit(.minutes(10))) struct MendingTests {
  private let picture = Sample.png(width: 90, height: 40)

  @Test(arguments: ["thumb.webp", "medium.webp", "large.webp", "fallback.jpg"])
  func `a form that was lost is there again when the same picture is sent again`(
    name: String
  ) async throws {
    let place = try LibraryPlace()
    let before = try await place.take(picture)
    let made = try place.bytes(of: name, before)
    try Files.remove(place.files.path(of: name, before.hash))
    let after = try await place.take(picture)
    #expect(after == before)
    #expect(try place.bytes(of: name, after) == made && made != nil)
    #expect(try place.files.faults(of: after) == [])
  }

  @Test func `a form that is cut off is made anew, and one that nobody else has lost too`()
    async throws
  {
    let place = try LibraryPlace()
    let file = try await place.take(picture)
    let path = place.files.path(of: "large.webp", file.hash)
    try Files.remove(path)
    try [UInt8]([1, 2, 3]).withUnsafeBytes { try Files.append($0, to: path) }
    #expect(try place.files.faults(of: file) != [])
    #expect(try await place.take(picture) == file)
    #expect(try place.files.faults(of: file) == [])

    try place.files.remove(file.hash)
    #expect(try await place.take(picture) == file)
    #expect(try place.files.faults(of: file) == [])
  }

  @Test func `what is whole is not made anew`() async throws {
    let place = try LibraryPlace()
    let file = try await place.take(picture)
    let number = try place.number(of: "large.webp", file)
    #expect(try await place.take(picture, programs: []) == file)
    #expect(try place.number(of: "large.webp", file) == number && place.rows.mended == 0)
  }

  @Test func `what is lost and cannot be made now is refused, not answered as if it were there`()
    async throws
  {
    let place = try LibraryPlace()
    let file = try await place.take(picture)
    try place.files.remove(file.hash)
    #expect(await place.refusal(of: picture, programs: []) == .unavailable)
    #expect(try Files.names(in: place.folder.path + "/arriving").count <= 2)
  }

  @Test func `a film gets the poster that a missing program kept from it, once`() async throws {
    let place = try LibraryPlace()
    let film = try MediaCorpus.bytes(of: Self.film)
    let poor = try await place.take(film, programs: Programs.forPictures)
    #expect(poor.facts.missing == ["poster"] && poor.facts.variants == [])
    let rich = try await place.take(film)
    #expect(rich.facts.missing == [] && rich.facts.variants == [.poster])
    #expect(rich.facts.placeholder != nil)
    #expect(try place.files.faults(of: rich) == [] && place.rows.mended == 1)
    #expect(try await place.take(film) == rich)
    #expect(place.rows.mended == 1)
  }

  @Test func `a film that was lost keeps the poster that cannot be made now`() async throws {
    let place = try LibraryPlace()
    let film = try MediaCorpus.bytes(of: Self.film)
    let before = try await place.take(film)
    try Files.remove(place.files.path(of: MediaFolder.original, before.hash))
    let after = try await place.take(film, programs: Programs.forPictures)
    #expect(after == before)
    #expect(try place.bytes(of: MediaFolder.original, after)?.count == film.count)
    #expect(try place.files.faults(of: after) == [])
  }

  @Test func `a film whose poster is lost and cannot be made is said to have none`() async throws {
    let place = try LibraryPlace()
    let film = try MediaCorpus.bytes(of: Self.film)
    let before = try await place.take(film)
    try place.files.remove(before.hash)
    let after = try await place.take(film, programs: Programs.forPictures)
    #expect(after.facts.missing == ["poster"] && after.facts.variants == [])
    #expect(after.facts.size == before.facts.size)
    #expect(try place.files.faults(of: after) == [] && place.rows.mended == 1)
  }

  private static let film = "mp4-x264-aac.mp4"
}
