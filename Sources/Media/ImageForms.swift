import HubbubDomain

/// Makes the forms of a picture that somebody sent.
///
/// They are upright and in sRGB, never larger than what was sent, and hold nothing but
/// pixels: no place, no camera, no name. What was sent is decoded once, into a PNG, and not
/// kept. One that moves goes on moving, in its first and second form down from the largest.
///
/// - Bounds: ``Limits/decodingPatience``, ``Limits/decodingMemoryBytes``,
///   ``Limits/madeMediaBytes``.
/// - Source: vips(1); DECISIONS.md 30.
struct ImageForms {
  static let variants: [MediaVariant] = [.thumb, .medium, .large, .fallback]

  let workshop: Workshop
  /// Where what was sent lies, and its forms go.
  let folder: String
  let isAnimated: Bool

  private static let bare = "bare.png"
  private static let tiny = "tiny.webp"

  /// Makes all forms, and leaves nothing else in the folder.
  ///
  /// It blocks.
  ///
  /// - Returns: the size of the largest, and a placeholder.
  /// - Throws: ``Undecodable``, ``TooHeavy``, ``Workshop/Missing``, ``FileFailure``.
  func make() throws -> (size: MediaFile.Size, placeholder: String?) {
    let sent = MediaFolder.original
    try thumbnail(sent, "\(Self.bare)[strip,compression=1]", pixels(.large))
    if isAnimated {
      let moving = "\(MediaVariant.large.fileName)[Q=75,strip,profile=none,effort=2]"
      try thumbnail("\(sent)[n=-1]", moving, Limits.animatedPixels, Limits.animationPatience)
      try link(.large, as: .medium)
    } else {
      try webp(.large)
      try webp(.medium)
    }
    try webp(.thumb)
    try thumbnail(
      Self.bare, "\(MediaVariant.fallback.fileName)[Q=85,strip,profile=none,background=255]",
      pixels(.fallback))
    let placeholder = try placeholder()
    let size = try size(of: isAnimated ? MediaVariant.large.fileName : Self.bare)
    for name in [sent, Self.bare] { try Files.remove(path(name)) }
    return (size, placeholder)
  }

  /// Makes the poster of a film out of one of its frames, which goes.
  ///
  /// - Returns: a placeholder.
  func makePoster(from frame: String) throws -> String? {
    try thumbnail(frame, "\(Self.bare)[strip,compression=1]", pixels(.poster))
    try webp(.poster)
    let placeholder = try placeholder()
    for name in [frame, Self.bare] { try Files.remove(path(name)) }
    return placeholder
  }

  /// Removes what was begun of a poster.
  func removeMade(from frame: String) throws {
    for name in [frame, Self.bare, Self.tiny, MediaVariant.poster.fileName] {
      try Files.remove(path(name))
    }
  }

  // MARK: - Private

  private func webp(_ variant: MediaVariant) throws {
    try thumbnail(Self.bare, "\(variant.fileName)[Q=82,strip,profile=none]", pixels(variant))
  }

  /// A WebP of some pixels in base64; nil where it became too large for that.
  private func placeholder() throws -> String? {
    try thumbnail(Self.bare, "\(Self.tiny)[Q=40,strip,profile=none]", Limits.placeholderPixels)
    defer { try? Files.remove(path(Self.tiny)) }  // what a crash leaves is swept
    let bytes = try Files.read(path(Self.tiny), maxBytes: Limits.placeholderBytes)
    return bytes.map(Base64.text)
  }

  private func thumbnail(
    _ name: String, _ new: String, _ pixels: Int, _ patience: Duration = Limits.decodingPatience
  ) throws {
    let ending = try workshop.run(
      .vips,
      [
        "thumbnail", name, new, "\(pixels)", "--height", "\(pixels)", "--size", "down",
        "--export-profile", "srgb", "--fail-on", "truncated",
      ],
      in: folder,
      .init(
        patience: patience, memoryBytes: Limits.decodingMemoryBytes,
        fileBytes: Limits.madeMediaBytes))
    switch ending.cause {
    case .exited(0): return
    case .exited: throw Undecodable(name: name, ending: ending)
    case .killed, .outOfTime: throw TooHeavy(ending: ending)
    }
  }

  private func size(of name: String) throws -> MediaFile.Size {
    let head = try Files.head(path(name), bytes: Limits.sniffedBytes)
    let size = PixelSize(of: head, name == Self.bare ? .png : .webp)
    guard let size else { throw FileFailure("read", path(name)) }
    return MediaFile.Size(width: Int64(size.width), height: Int64(size.height))
  }

  private func link(_ variant: MediaVariant, as other: MediaVariant) throws {
    try Files.link(path(variant.fileName), as: path(other.fileName))
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func pixels(_ variant: MediaVariant) -> Int {
    guard let pixels = Limits.mediaPixels[variant] else {
      preconditionFailure("each form has a size")
    }
    return pixels
  }
}

/// A file that took more time or memory than it may.
struct TooHeavy: Error, CustomStringConvertible {
  let ending: Child.Ending

  var description: String { "\(ending.cause): \(ending.said)" }
}
