/// What people see or hear of a file.
public enum MediaKind: String, Sendable, Codable {
  case image
  case video
  case audio

  /// What people call one.
  public var spoken: String {
    switch self {
    case .image: "picture"
    case .video: "film"
    case .audio: "sound"
    }
  }
}

/// What a file may be that people send: nothing else is taken in.
///
/// - Source: design §8.
public enum MediaType: String, Sendable, Codable, CaseIterable {
  case jpeg
  case png
  case gif
  case webp
  case avif
  case mp4
  case webm
  case mp3
  case m4a
  case ogg
  case opus
  case wav

  public var kind: MediaKind {
    switch self {
    case .jpeg, .png, .gif, .webp, .avif: .image
    case .mp4, .webm: .video
    case .mp3, .m4a, .ogg, .opus, .wav: .audio
    }
  }

  /// What a browser is told that it is.
  ///
  /// - Source: RFC 2046, 3003, 4337, 5334, 6381 and 7845; WebM container guidelines.
  public var mime: String {
    switch self {
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .gif: "image/gif"
    case .webp: "image/webp"
    case .avif: "image/avif"
    case .mp4: "video/mp4"
    case .webm: "video/webm"
    case .mp3: "audio/mpeg"
    case .m4a: "audio/mp4"
    case .ogg, .opus: "audio/ogg"
    case .wav: "audio/wav"
    }
  }

  /// What the name of such a file ends with, without the dot.
  public var suffix: String { self == .jpeg ? "jpg" : rawValue }
}
