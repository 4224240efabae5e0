import HubbubDomain

extension Refusal {
  /// More than ``Limits/pictureBytes``.
  static let pictureTooLarge = Refusal(.tooLarge, "A picture has 10 MiB at most.")
  static let tooManyPixels = Refusal(
    .tooLarge, "A picture has 40 megapixels at most. Make it smaller and try again.")
  static let noPicture = Refusal(
    .unsupportedType, "This is no picture that we can show: JPEG, PNG, GIF, WebP or AVIF.")
  static let brokenPicture = Refusal(
    .corruptMedia, "This picture is damaged or cut off. Choose another one.")
  /// What this needs is not installed, or broken; the log says what.
  static let noPicturesHere = Refusal(
    .unavailable, "This server cannot take in pictures at the moment. Nothing was changed.")
}
