import Glibc
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
/// - Source: vips(1), prlimit(1); DECISIONS.md 20.
struct Decoder: Sendable {
  /// A program that is not installed.
  struct Missing: Error, CustomStringConvertible {
    let program: String
    let package: String

    var description: String {
      "the program \(program) is missing; install the Debian package \(package)"
    }
  }

  private static let environment = [
    "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
    // Only decoders that are meant for strangers' files; one thread; no large files of its own.
    "VIPS_BLOCK_UNTRUSTED=1", "VIPS_CONCURRENCY=1", "VIPS_DISC_THRESHOLD=1g",
  ]

  /// Folders in which programs are looked for.
  let programs: [String]
  var patience = Limits.decodingPatience

  /// Makes pictures out of one that was sent, all in `folder`.
  ///
  /// What a stranger sent is decoded once, into a PNG that holds nothing but
  /// pixels; the others are made of that.
  ///
  /// - Parameters:
  ///   - name: that of the file that was sent.
  ///   - made: the name of the picture of each size, in pixels.
  /// - Throws: ``Refusal`` `corrupt_media` for what cannot be decoded to its end,
  ///   ``Missing``, or ``FileFailure`` when nothing can be started.
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
  /// - Throws: ``Missing``.
  func checkInstalled() throws(Missing) { _ = try (limiter, vips) }

  private func make(
    _ new: String, of name: String, pixels: Int, in folder: String
  ) throws {
    let child = Child(
      path: try limiter,
      arguments: try limits + [vips] + Self.making(new, of: name, pixels: pixels),
      environment: Self.environment, folder: folder)
    let ending = try child.run(patience: patience)
    guard ending.cause == .exited(0) else { throw Undecodable(name: name, ending: ending) }
  }

  /// What `vips` is told.
  private static func making(_ new: String, of name: String, pixels: Int) -> [String] {
    [
      "thumbnail", name, new, "\(pixels)", "--height", "\(pixels)",
      "--size", "both", "--crop", "centre", "--fail-on", "truncated",
    ]
  }

  private var limits: [String] {
    [
      "--as=\(Limits.decodingMemoryBytes)", "--cpu=\(max(1, patience.components.seconds))",
      "--fsize=\(Limits.madePictureBytes)", "--nofile=64", "--core=0", "--",
    ]
  }

  private var vips: String {
    get throws(Missing) { try path(of: "vips", in: "libvips-tools") }
  }

  private var limiter: String {
    get throws(Missing) { try path(of: "prlimit", in: "util-linux") }
  }

  private func path(of program: String, in package: String) throws(Missing) -> String {
    let paths = programs.map { "\($0)/\(program)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw Missing(program: program, package: package)
    }
    return path
  }
}

/// A picture that the decoder did not come to an end with, for the log.
struct Undecodable: Error, CustomStringConvertible {
  let name: String
  let ending: Child.Ending

  var description: String { "\(ending.cause): \(ending.said)" }
}
