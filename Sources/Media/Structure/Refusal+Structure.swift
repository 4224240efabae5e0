import HubbubDomain

extension Refusal {
  static let brokenMedia = Refusal(
    .corruptMedia, "This file is damaged or cut off. Choose another one.")
  static let unsupportedMedia = Refusal(
    .unsupportedType,
    "This is no file that we can show: JPEG, PNG, GIF, WebP, AVIF, MP4, WebM, MP3, M4A, Ogg, "
      + "Opus or WAV.")
  static let unsupportedCodec = Refusal(
    .unsupportedType, "Browsers cannot play what is in this file. Save it in another format.")
  static let movingAVIF = Refusal(
    .unsupportedType, "A moving picture is shown as GIF or WebP, not as AVIF.")
  static let quickTime = Refusal(
    .unsupportedType, "QuickTime films cannot be played everywhere. Save it as MP4.")
  static let soundOnlyWebM = Refusal(
    .unsupportedType, "A WebM needs a picture. Save the sound as Opus, M4A or MP3.")

  static let tooManyParts = Refusal(
    .tooLarge, "This file has too many parts. Save it anew and try again.")
  static let tooManyFrames = Refusal(
    .tooLarge, "A moving picture has \(Limits.pictureFrames) frames at most.")

  /// More bytes than a file of its kind may have.
  static func tooManyBytes(_ kind: MediaKind) -> Refusal {
    switch kind {
    case .image: Refusal(.tooLarge, "A picture has \(Limits.imageBytes >> 20) MiB at most.")
    case .video: Refusal(.tooLarge, "A video has \(Limits.videoBytes >> 30) GiB at most.")
    case .audio: Refusal(.tooLarge, "A sound has \(Limits.audioBytes >> 20) MiB at most.")
    }
  }

  /// More seconds than a file of its kind may have.
  static func tooLong(_ kind: MediaKind) -> Refusal {
    let seconds = kind == .video ? Limits.videoSeconds : Limits.audioSeconds
    let name = kind == .video ? "A video" : "A sound"
    return Refusal(.tooLarge, "\(name) has \(seconds / 3_600) hours at most.")
  }
}
