import HubbubDomain
import Testing

@testable import HubbubMedia

/// What walks tell of files that are whole.
@Suite struct StructureFactsTests {
  private static let sniffer = Result { try Sniffer() }

  private func found(_ name: String) throws -> FoundMedia {
    try MediaCorpus.judge(MediaCorpus.path(of: name), Self.sniffer.get()).get()
  }

  @Test(arguments: MediaType.allCases.filter { $0.kind != .audio })
  func `pictures and films tell how large they are`(type: MediaType) throws {
    for verdict in MediaCorpus.accepted where verdict.type == type {
      let found = try found(verdict.name)
      #expect((found.width ?? 0) > 0 && (found.height ?? 0) > 0, "\(verdict.name)")
      #expect(found.hasVideo == (type.kind == .video), "\(verdict.name)")
    }
  }

  @Test(arguments: MediaType.allCases.filter { $0.kind != .image })
  func `films and sounds tell how long they are`(type: MediaType) throws {
    for verdict in MediaCorpus.accepted where verdict.type == type {
      let found = try found(verdict.name)
      #expect((found.seconds ?? 0) > 0.01, "\(verdict.name)")
      #expect(found.hasAudio || type.kind == .video, "\(verdict.name)")
    }
  }

  @Test func `a film that was held upright is higher than it is wide`() throws {
    let (film, turned) = try (found("mp4-by-hand.mp4"), found("mp4-turned.mp4"))
    #expect(film.size == PixelSize(64, 48) && turned.size == PixelSize(48, 64))
  }

  @Test(arguments: [
    ("gif-ffmpeg-animated.gif", 10), ("webp-gif2webp.webp", 10), ("png-ffmpeg-animated.png", 5),
    ("gif-vips.gif", 1), ("jpeg-mpf.jpg", 1),
  ])
  func `frames are counted`(name: String, frames: Int) throws {
    #expect(try found(name).frames == frames)
  }

  @Test(arguments: [
    ("mp4-x264-aac.mp4", 1.02), ("mp4-fragmented.mp4", 1.02), ("mp4-fragments-alike.mp4", 1),
    ("m4a-ffmpeg-alac.m4a", 1), ("webm-live.webm", 1), ("webm-recorded-in-browser.webm", 0.3),
    ("mp3-lame-8-khz.mp3", 1.15), ("mp3-joined.mp3", 2.14), ("ogg-chained.ogg", 2),
    ("opus-opusenc.opus", 1), ("wav-8-bit-odd.wav", 1), ("wav-12-hours.wav", 43_200),
  ])
  func `seconds are right to a hundredth`(name: String, seconds: Double) throws {
    #expect(abs((try found(name).seconds ?? 0) - seconds) < 0.011)
  }

  @Test(
    arguments: [
      ("jpeg-gps.jpg", [.position, .camera, .time]), ("jpeg-camera-no-gps.jpg", [.camera, .time]),
      ("png-gps.png", [.position, .camera, .time]), ("png-time.png", [.time]),
      ("webp-webpmux-gps.webp", [.position, .camera, .time]),
      ("avif-avifenc-gps.avif", [.position, .camera, .time, .editing]),
      ("jpeg-xmp-gps.jpg", [.position, .editing]), ("gif-gifsicle-comment.gif", [.comment]),
      ("mp4-xyz.mp4", [.position, .camera]), ("mp4-x264-aac.mp4", []), ("wav-python.wav", []),
      ("mp3-lame-vbr-tags.mp3", [.name, .comment, .software]), ("m4a-ffmpeg-aac.m4a", [.name]),
    ] as [(String, Set<FoundMedia.Note>)])
  func `notes are told by kind`(name: String, notes: Set<FoundMedia.Note>) throws {
    #expect(try found(name).notes == notes)
  }
}
