import Foundation
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

@Suite struct BlankingTests {
  private static let sniffer = Result { try Sniffer() }
  /// What the corpus says of places.
  private static let places = ["52.52", "52,31", "ISO6709"]

  /// Those of which the list says that a place in them is blanked.
  private static let names = [
    "mp4-loci.mp4", "mp4-mdta-location.mp4", "mp4-xyz.mp4", "mp4-xyz-in-track.mp4",
    "mp4-mdta-quicktime-style.mp4", "mp4-xmp-uuid-gps.mp4", "mp4-dashcam-gps.mp4",
    "mp4-gps-track.mp4", "mp4-gps-track-fragmented.mp4", "m4a-xyz.m4a", "m4a-cover-gps.m4a",
    "mp4-uuid-gps.mp4", "webm-location.webm",
    "webm-location-by-hand.webm",
    "mp3-geob-gps.mp3", "mp3-cover-gps.mp3", "ogg-oggenc-comments.ogg", "opus-by-hand.opus",
    "opus-long-comments.opus",
    "wav-ixml-gps.wav",
  ]

  @Test(arguments: names)
  func `a file that says where it was made says it no more, and is whole`(name: String) throws {
    let folder = try TemporaryFolder()
    let (before, path) = (try MediaCorpus.bytes(of: name), folder.path + "/file")
    try before.withUnsafeBytes { try Files.append($0, to: path) }
    let found = try MediaCorpus.judge(path, Self.sniffer.get()).get()
    #expect(found.notes.contains(.position) && !found.blankings.isEmpty)
    try Blanking.apply(found.blankings, to: path)

    let after = try Files.read(path, maxBytes: before.count) ?? []
    let again = try MediaCorpus.judge(path, Self.sniffer.get()).get()
    #expect(after.count == before.count)
    #expect(!again.notes.contains(.position))
    #expect((again.type, again.seconds, again.width) == (found.type, found.seconds, found.width))
    for place in Self.places {
      #expect(!after.contains("+" + place) && !after.contains(" " + place))
    }
  }

  @Test func `a file of which nothing says the place stays as it is`() throws {
    for verdict in MediaCorpus.accepted where !Self.names.contains(verdict.name) {
      let found = try MediaCorpus.judge(MediaCorpus.path(of: verdict.name), Self.sniffer.get())
      #expect(try found.get().blankings.isEmpty, "\(verdict.name)")
    }
  }

  @Test func `bytes come first, then as many zeros as are wanted`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    let count = 200_000
    try [UInt8](repeating: 7, count: count).withUnsafeBytes { try Files.append($0, to: path) }
    try Blanking.apply([Blanking(offset: 3, bytes: [1, 2], zeros: 150_000)], to: path)
    let bytes = try Files.read(path, maxBytes: count) ?? []
    #expect(bytes[..<6] == [7, 7, 7, 1, 2, 0])
    #expect(bytes[150_004] == 0 && bytes[150_005] == 7 && bytes.count == count)
  }
}
