import Glibc
import HubbubDomain
import Logging

extension MediaLibrary {
  /// Looks what a file is, and makes its forms.
  ///
  /// It blocks.
  ///
  /// - Throws: ``Refusal``, or what ``refusal(for:)`` knows.
  func make(_ arrival: Arrival) throws -> MediaFile.Facts {
    let found = try check.look(at: arrival)
    switch found.type.kind {
    case .image: return try makeImage(found, arrival.folder)
    case .video, .audio: return try makeFilm(found, arrival.folder)
    }
  }

  private func makeImage(_ found: FoundMedia, _ folder: String) throws -> MediaFile.Facts {
    let isAnimated = found.frames > 1 && [.gif, .webp].contains(found.type)
    let forms = ImageForms(workshop: workshop, folder: folder, isAnimated: isAnimated)
    let (size, placeholder) = try forms.make()
    return MediaFile.Facts(
      type: found.type, bytes: try Files.sizes(in: folder), size: size,
      isAnimated: isAnimated, placeholder: placeholder, variants: ImageForms.variants,
      removed: found.told)
  }

  /// Without the programs for it, what the walk found has to do.
  private func makeFilm(_ found: FoundMedia, _ folder: String) throws -> MediaFile.Facts {
    try Blanking.apply(found.blankings, to: "\(folder)/\(MediaFolder.original)")
    let forms = FilmForms(workshop: workshop, folder: folder, type: found.type)
    var measured = FilmForms.Measured(found)
    if canMeasure {
      let probed = try forms.measure()
      measured = .init(
        size: probed.size ?? measured.size,
        milliseconds: probed.milliseconds ?? measured.milliseconds)
    }
    try checkLength(measured, found.type.kind)
    let poster = found.type.kind == .video ? try makePoster(forms, measured, folder) : nil
    return MediaFile.Facts(
      type: found.type, bytes: try Files.sizes(in: folder), size: measured.size,
      milliseconds: measured.milliseconds, placeholder: poster?.placeholder,
      variants: poster == nil ? [] : [.poster],
      removed: found.blankings.isEmpty ? [] : [FoundMedia.Note.position.rawValue],
      missing: missing(found.type.kind, measured, hasPoster: poster != nil))
  }

  private func checkLength(
    _ measured: FilmForms.Measured, _ kind: MediaKind
  ) throws(Refusal) {
    let most = kind == .video ? Limits.videoSeconds : Limits.audioSeconds
    guard (measured.milliseconds ?? 0) <= Int64(most) * 1_000 else { throw .tooLong(kind) }
  }

  private func makePoster(
    _ forms: FilmForms, _ measured: FilmForms.Measured, _ folder: String
  ) throws -> Poster? {
    guard canMakePosters, let frame = try forms.takeFrame(of: measured.milliseconds)
    else { return nil }
    let images = ImageForms(workshop: workshop, folder: folder, isAnimated: false)
    do {
      return Poster(placeholder: try images.makePoster(from: frame))
    } catch let error where error is Undecodable || error is TooHeavy {
      // The film plays without.
      logger.info("a film has no poster", metadata: ["cause": "\(error)"])
      try images.removeMade(from: frame)
      return nil
    }
  }

  /// What a film or a sound has to do without; of a picture, nothing is left out.
  func missing(
    _ kind: MediaKind, _ measured: FilmForms.Measured, hasPoster: Bool
  ) -> [String] {
    guard kind != .image else { return [] }
    var missing: [String] = []
    if kind == .video, !hasPoster { missing.append(Self.poster) }
    if measured.milliseconds == nil { missing.append("seconds") }
    if kind == .video, measured.size == nil { missing.append("size") }
    return missing
  }

  /// Whether something that was missing can be made now, as programs have come.
  func canMake(_ missing: [String]) -> Bool {
    missing.contains { $0 == Self.poster ? canMakePosters : canMeasure }
  }

  private static let poster = MediaVariant.poster.rawValue

  private var canMeasure: Bool { workshop.has(.ffprobe) && workshop.has(.prlimit) }

  private var canMakePosters: Bool {
    workshop.has(.ffmpeg) && workshop.has(.vips) && workshop.has(.prlimit)
  }

  /// What is told of what went wrong; the log has its cause.
  func refusal(for error: any Error) -> any Error {
    switch error {
    case is Undecodable:
      logger.info("a file could not be decoded", metadata: ["cause": "\(error)"])
      return Refusal.brokenMedia
    case is TooHeavy:
      logger.info("a file took too much to decode", metadata: ["cause": "\(error)"])
      return Refusal.mediaTooHeavy
    case is Workshop.Missing, is Sniffer.Missing:
      logger.error("pictures cannot be taken in", metadata: ["cause": "\(error)"])
      return Refusal.noMediaHere
    case let failure as FileFailure where failure.isOfSpace:
      logger.error("there is no space for media", metadata: ["cause": "\(error)"])
      return Refusal.diskIsFull
    default: return error
    }
  }
}

/// A picture out of a film, which is on the disk.
private struct Poster {
  let placeholder: String?
}

extension FoundMedia {
  /// What a picture told of its maker, none of which is kept.
  fileprivate var told: [String] {
    Note.allCases.filter(notes.contains).map(\.rawValue)
  }
}

extension FilmForms.Measured {
  /// What the file itself says.
  fileprivate init(_ found: FoundMedia) {
    size = found.size.map { .init(width: Int64($0.width), height: Int64($0.height)) }
    milliseconds = found.seconds.map { Int64($0 * 1_000) }
  }
}
