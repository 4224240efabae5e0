import FoundationEssentials
import HubbubDomain

/// Measures a film or a sound that somebody sent, and takes a picture out of a film.
///
/// What was sent is kept as it came. Each format is told to the programs by name, so that
/// no file makes them read another.
///
/// - Bounds: ``Limits/decodingPatience``, ``Limits/filmMemoryBytes``.
/// - Source: ffprobe(1), ffmpeg(1); DECISIONS.md 31.
struct FilmForms {
  let workshop: Workshop
  /// Where what was sent lies, and the poster goes.
  let folder: String
  let type: MediaType

  /// What was found out.
  struct Measured: Equatable {
    var size: MediaFile.Size?
    var milliseconds: Int64?
  }

  private static let report = "report.json"
  private static let frame = "frame.png"

  /// How long it plays, and how large it is when it stands upright.
  ///
  /// It blocks.
  ///
  /// - Throws: ``Undecodable`` for what cannot be read, ``TooHeavy``,
  ///   ``Workshop/Missing``, ``FileFailure``.
  func measure() throws -> Measured {
    let ending = try workshop.run(
      .ffprobe,
      ["-v", "error", "-of", "json", "-show_entries", Self.entries, "-o", Self.report] + input,
      in: folder, allowed)
    try check(ending)
    defer { try? Files.remove("\(folder)/\(Self.report)") }  // what a crash leaves is swept
    let text = try Files.read("\(folder)/\(Self.report)", maxBytes: Limits.sniffedBytes) ?? []
    return try JSONDecoder().decode(Report.self, from: Data(text)).measured
  }

  /// Takes a frame near its beginning.
  ///
  /// - Returns: the name of the picture, a PNG; nil where no frame can be decoded.
  func takeFrame(of milliseconds: Int64?) throws -> String? {
    let start = Double(min(1_000, (milliseconds ?? 0) / 2)) / 1_000
    let ending = try workshop.run(
      .ffmpeg,
      ["-v", "error", "-nostdin", "-threads", "1", "-ss", "\(start)"] + input + [
        "-frames:v", "1", "-vf", "scale='min(\(Self.framePixels),iw)':-2", Self.frame,
      ], in: folder, allowed)
    if ending.cause == .exited(0), Files.exists("\(folder)/\(Self.frame)") { return Self.frame }
    // What was begun is no picture.
    try Files.remove("\(folder)/\(Self.frame)")
    return nil
  }

  // MARK: - Private

  private static let entries =
    "format=duration:stream=codec_type,width,height:stream_side_data=rotation"
  private static let framePixels = 1_920

  private var input: [String] {
    ["-protocol_whitelist", "file", "-f", demuxer, "-i", MediaFolder.original]
  }

  private var demuxer: String {
    switch type {
    case .mp4, .m4a: "mov"
    case .webm: "matroska"
    case .mp3: "mp3"
    case .ogg, .opus: "ogg"
    case .wav: "wav"
    case .jpeg, .png, .gif, .webp, .avif: preconditionFailure("this is no film")
    }
  }

  private var allowed: Workshop.Allowed {
    .init(
      patience: Limits.decodingPatience, memoryBytes: Limits.filmMemoryBytes,
      fileBytes: Limits.madeMediaBytes)
  }

  private func check(_ ending: Child.Ending) throws {
    switch ending.cause {
    case .exited(0): return
    case .exited: throw Undecodable(name: MediaFolder.original, ending: ending)
    case .killed, .outOfTime: throw TooHeavy(ending: ending)
    }
  }
}

/// What ffprobe writes, as far as we ask for it.
private struct Report: Decodable {
  struct Format: Decodable {
    let duration: String?
  }

  struct Stream: Decodable {
    struct SideData: Decodable {
      let rotation: Int?
    }

    private enum CodingKeys: String, CodingKey {
      case width, height
      case kind = "codec_type"
      case sideData = "side_data_list"
    }

    let kind: String?
    let width: Int64?
    let height: Int64?
    let sideData: [SideData]?

    /// A phone that is held upright films sideways and says so.
    var size: MediaFile.Size? {
      guard kind == "video", let width, let height, width > 0, height > 0 else {
        return nil
      }
      let rotation = sideData?.compactMap(\.rotation).first ?? 0
      return rotation % 180 == 0
        ? .init(width: width, height: height) : .init(width: height, height: width)
    }
  }

  let format: Format?
  let streams: [Stream]?

  var measured: FilmForms.Measured {
    let seconds = format?.duration.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    return FilmForms.Measured(
      size: streams?.lazy.compactMap(\.size).first,
      milliseconds: seconds.map { Int64(max(0, min($0, 1e9)) * 1_000) })
  }
}
