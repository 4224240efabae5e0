import HubbubDomain

/// Makes pictures of ours out of pictures that people send, in a child process
/// which may use little: what breaks it breaks nothing else.
///
/// A new picture is upright, square (its middle), and holds nothing but pixels:
/// no place, no camera, no name. Colours are taken for sRGB, which is what a
/// browser sends that has cropped.
///
/// - Bounds: ``Limits/decodingPatience``, ``Limits/decodingMemoryBytes``,
///   ``Limits/madePictureBytes``.
/// - Source: vips(1); DECISIONS.md 20.
struct Decoder: Sendable {
  private let workshop: Workshop
  var patience = Limits.decodingPatience

  /// - Parameter programs: folders in which programs are looked for.
  init(programs: [String]) { workshop = Workshop(folders: programs) }

  /// Makes pictures out of one that was sent, all in `folder`.
  ///
  /// What a stranger sent is decoded once, into a PNG that holds nothing but
  /// pixels; the others are made of that.
  ///
  /// - Parameters:
  ///   - name: that of the file that was sent.
  ///   - made: the name of the picture of each size, in pixels.
  /// - Throws: ``Refusal`` `corrupt_media` for what cannot be decoded to its end,
  ///   ``Workshop/Missing``, or ``FileFailure`` when nothing can be started.
  func decode(_ name: String, in folder: String, bare: String, made: [Int: String]) throws {
    // What is left out of a WebP may still be in it (libvips 8.14); of a PNG nothing is left.
    try make(
      "\(bare)[strip,compression=1]", of: name, pixels: Limits.profilePicturePixels, in: folder)
    for (pixels, new) in made {
      try make("\(new)[Q=82,strip,profile=none]", of: bare, pixels: pixels, in: folder)
    }
  }

  /// Looks for what it needs.
  ///
  /// - Throws: ``Workshop/Missing``.
  func checkInstalled() throws(Workshop.Missing) { try workshop.check(.prlimit, .vips) }

  private func make(
    _ new: String, of name: String, pixels: Int, in folder: String
  ) throws {
    let ending = try workshop.run(
      .vips, Self.making(new, of: name, pixels: pixels), in: folder,
      .init(
        patience: patience, memoryBytes: Limits.decodingMemoryBytes,
        fileBytes: Limits.madePictureBytes))
    guard ending.cause == .exited(0) else { throw Undecodable(name: name, ending: ending) }
  }

  /// What `vips` is told.
  private static func making(_ new: String, of name: String, pixels: Int) -> [String] {
    [
      "thumbnail", name, new, "\(pixels)", "--height", "\(pixels)",
      "--size", "both", "--crop", "centre", "--fail-on", "truncated",
    ]
  }
}

/// A picture that the decoder did not come to an end with, for the log.
struct Undecodable: Error, CustomStringConvertible {
  let name: String
  let ending: Child.Ending

  var description: String { "\(ending.cause): \(ending.said)" }
}
