import Foundation
import Glibc
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

/// Each bound of media, and one past it; frames and sounds' seconds are in the corpus.
@Suite struct StructureLimitsTests {
  /// What a walk says of a file that begins with bytes and goes on with zeros.
  private func refusal(of head: [UInt8], bytes count: Int, _ sniffed: String) throws -> Refusal
    .Code?
  {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    try head.withUnsafeBytes { try Files.append($0, to: path) }
    #expect(truncate(path, off_t(count)) == 0)
    do { _ = try Structure.walk(FileBytes(path: path), sniffed: sniffed) } catch let refusal
      as Refusal
    {
      return refusal.code
    }
    return nil
  }

  @Test func `a picture of 20 MiB is taken, one byte more is not`() throws {
    let (head, most) = (MediaBytes.jpeg(), Limits.imageBytes)
    #expect(try refusal(of: head, bytes: most, "image/jpeg") == nil)
    #expect(try refusal(of: head, bytes: most + 1, "image/jpeg") == .tooLarge)
  }

  @Test func `a sound of 200 MiB is taken, one byte more is not`() throws {
    for (count, code) in [(Limits.audioBytes, nil), (Limits.audioBytes + 2, Refusal.Code.tooLarge)]
    {
      let head = MediaBytes.wavHead(soundBytes: count - 44)
      #expect(try refusal(of: head, bytes: count, "audio/x-wav") == code)
    }
  }

  @Test func `a film of 2 GiB is taken, one byte more is not, and a sound as long is not`() throws {
    let film = try MediaCorpus.bytes(of: "mp4-open-mdat.mp4")
    #expect(try refusal(of: film, bytes: Limits.videoBytes, "video/mp4") == nil)
    #expect(try refusal(of: film, bytes: Limits.videoBytes + 1, "video/mp4") == .tooLarge)
    let sound = try MediaCorpus.bytes(of: "m4a-ffmpeg-aac.m4a")
    let padding = MediaBytes.big(Limits.audioBytes + 1 - sound.count, 4) + Array("free".utf8)
    let code = try refusal(of: sound + padding, bytes: Limits.audioBytes + 1, "audio/x-m4a")
    #expect(code == .tooLarge)
  }

  @Test func `40 megapixels are taken, one more row is not`() throws {
    #expect(MediaBytes.refusal(MediaBytes.gif(width: 8_000, height: 5_000), .gif) == nil)
    #expect(MediaBytes.refusal(MediaBytes.gif(width: 8_000, height: 5_001), .gif) == .tooLarge)
    let film = { MediaBytes.webm(tracks: [MediaBytes.track(1, width: 8_000, height: $0)]) }
    #expect(MediaBytes.refusal(film(5_000), .webm) == nil)
    #expect(MediaBytes.refusal(film(5_001), .webm) == .tooLarge)
    #expect(MediaBytes.refusal(film(.max), .webm) == .tooLarge)
  }

  @Test func `a film of four hours is taken, one millisecond more is not`() {
    let most = Limits.videoSeconds * 1_000
    #expect(MediaBytes.refusal(MediaBytes.webm(milliseconds: most), .webm) == nil)
    #expect(MediaBytes.refusal(MediaBytes.webm(milliseconds: most + 1), .webm) == .tooLarge)
    #expect(MediaBytes.refusal(MediaBytes.webm(milliseconds: .max), .webm) == .tooLarge)
  }

  @Test func `64 tracks are taken, one more is not`() throws {
    let tracks = { (1...$0).map { MediaBytes.track($0) } }
    #expect(MediaBytes.refusal(MediaBytes.webm(tracks: tracks(64)), .webm) == nil)
    #expect(MediaBytes.refusal(MediaBytes.webm(tracks: tracks(65)), .webm) == .tooLarge)
    let film = try MediaCorpus.bytes(of: "mp4-by-hand.mp4")
    let trak = try MediaBytes.box("trak", in: film)
    let more = { try MediaBytes.film(film, with: Array(repeatElement(trak, count: $0).joined())) }
    #expect(MediaBytes.refusal(try more(63), .boxes) == nil)
    #expect(MediaBytes.refusal(try more(64), .boxes) == .tooLarge)
  }

  @Test func `tags within tags are read 16 deep, and refused deeper`() {
    let film = { MediaBytes.webm(more: MediaBytes.tags(depth: $0)) }
    #expect(MediaBytes.refusal(film(Limits.tagDepth), .webm) == nil)
    #expect(MediaBytes.refusal(film(Limits.tagDepth + 1), .webm) == .corruptMedia)
  }

  @Test func `a JPEG of 100 scans is taken, of 101 it is not`() {
    #expect(MediaBytes.refusal(MediaBytes.jpeg(scans: Limits.jpegScans), .jpeg) == nil)
    #expect(MediaBytes.refusal(MediaBytes.jpeg(scans: Limits.jpegScans + 1), .jpeg) == .tooLarge)
  }

  @Test func `a note is read up to its bound, and a longer one is taken to tell a place`() {
    let most = Limits.notesBytes
    let notes = { FileBytes([UInt8](repeating: 0x2E, count: $0)) }
    #expect(!Mention.position.stands(in: notes(most), 0..<most))
    #expect(Mention.position.stands(in: notes(most + 1), 0..<most + 1))
    #expect(
      Mention.position.stands(in: "Made at this LOCAtion") && !Mention.position.stands(in: "GP"))
  }

  @Test func `notes are read until they are too many together`() {
    let notes = FileBytes([UInt8](repeating: 0x2E, count: Limits.notesBytes))
    for _ in 0..<Limits.allNotesBytes / Limits.notesBytes {
      #expect(!Mention.position.stands(in: notes, 0..<notes.count))
    }
    #expect(Mention.position.stands(in: notes, 0..<1))
  }

  @Test func `200,000 places are written over, one more is too much`() throws {
    var notes = MP4Notes()
    for place in 0..<Limits.blankings { try notes.blank(samples: place..<place + 1) }
    #expect(throws: Refusal.tooManyParts) { try notes.blank(samples: 0..<1) }
    try notes.finish(contents: [0..<Limits.blankings])
    #expect(notes.blankings.count == Limits.blankings)
  }

  @Test func `nobody has more than samples written over`() throws {
    for (place, isInside) in [(8..<16, true), (16..<17, false), (7..<9, false), (40..<50, true)] {
      var notes = MP4Notes()
      try notes.blank(samples: place)
      let contents = [8..<16, 24..<30, 40..<50]
      let isTaken = (try? notes.finish(contents: contents)) != nil
      #expect(isTaken == isInside, "\(place)")
    }
  }

  @Test func `no more boxes and pieces are looked at than may be`() throws {
    let work = Work()
    for _ in 0..<Limits.walkedBoxes { try work.box() }
    #expect(throws: Refusal.tooManyParts) { try work.box() }
    for _ in 0..<Limits.walkedPieces { try work.piece() }
    #expect(throws: Refusal.tooManyParts) { try work.piece() }
  }
}
