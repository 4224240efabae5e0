import HubbubDomain

/// Whether a file is a picture that may be decoded: by its bytes, never by a
/// name or by what a browser says of it.
///
/// What it lets through may still be broken; decoding says so.
struct PictureCheck: Sendable {
  private let sniffer: Sniffer

  /// - Throws: ``Sniffer/Missing``.
  init() throws { sniffer = try Sniffer() }

  /// Looks at a whole file.
  ///
  /// - Throws: ``Refusal`` `corrupt_media` for nothing at all or a head that is
  ///   cut off, `unsupported_type` for what is no picture, `too_large` for too
  ///   many pixels.
  /// - Bounds: ``Limits/sniffedBytes``, ``Limits/picturePixels``.
  func check(_ file: [UInt8]) throws(Refusal) {
    guard !file.isEmpty else { throw .brokenPicture }
    let found = sniffer.type(of: Array(file.prefix(Limits.sniffedBytes)))
    guard let type = found.flatMap(PictureType.init) else { throw .noPicture }
    guard let size = PixelSize(of: file, type) else { throw .brokenPicture }
    guard size.pixels <= Limits.picturePixels else { throw .tooManyPixels }
  }
}
