/// How large a picture says that it is, read from its head: nothing is decoded.
struct PixelSize: Equatable, Sendable {
  let width: Int
  let height: Int

  /// - Bounds: four bytes each way at most, so the product fits.
  init?(_ width: Int?, _ height: Int?) {
    guard let width, let height, width > 0, height > 0 else { return nil }
    (self.width, self.height) = (width, height)
  }

  /// Walks the head of a picture; nil where it does not say, or is cut off before.
  init?(of file: [UInt8], _ type: PictureType) {
    let bytes = Bytes(file)
    let found: PixelSize? =
      switch type {
      case .png: Self.png(bytes)
      case .gif: Self.gif(bytes)
      case .jpeg: Self.jpeg(bytes)
      case .webp: Self.webp(bytes)
      case .avif: Self.avif(bytes)
      }
    guard let found else { return nil }
    self = found
  }

  var pixels: Int {
    let (product, isTooLarge) = width.multipliedReportingOverflow(by: height)
    return isTooLarge ? .max : product
  }
}
