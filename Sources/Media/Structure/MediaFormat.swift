import HubbubDomain

/// How a file is laid out: the same layout serves several types.
enum MediaFormat: Sendable {
  case jpeg
  case png
  case gif
  case webp
  case avif
  /// MP4 and M4A.
  case boxes
  case webm
  case mp3
  /// Vorbis and Opus.
  case ogg
  case wav

  /// - Parameter sniffed: libmagic's word. It knows no short MP3 behind a tag, and only
  ///   brands of MP4 that are on its list: where it has no word, the first bytes tell.
  init?(sniffed: String?, _ file: FileBytes) {
    switch sniffed {
    case nil, "application/octet-stream", "audio/mpegapplication/octet-stream":
      self.init(firstBytesOf: file)
    case let name?: self.init(sniffed: name)
    }
  }

  private init?(sniffed: String) {
    switch sniffed {
    case "image/jpeg": self = .jpeg
    case "image/png", "image/apng": self = .png
    case "image/gif": self = .gif
    case "image/webp": self = .webp
    case "image/avif", "image/heif": self = .avif
    case "video/mp4", "video/x-m4v", "audio/mp4", "audio/x-m4a": self = .boxes
    case "video/webm": self = .webm
    case "audio/mpeg": self = .mp3
    case "audio/ogg", "video/ogg", "application/ogg": self = .ogg
    case "audio/x-wav", "audio/x-bcwav", "audio/x-vpm-wav-garmin": self = .wav
    default: return nil
    }
  }

  private init?(firstBytesOf file: FileBytes) {
    if file.has("ID3", at: 0) || MP3Frame(at: 0, of: file) != nil {
      self = .mp3
    } else if file.has("ftyp", at: 4) {
      self = .boxes
    } else if file.has("\u{89}PNG\r\n\u{1A}\n", at: 0) {
      self = .png
    } else if file.has("OggS", at: 0) {
      self = .ogg
    } else {
      return nil
    }
  }

  /// Whose bound of bytes a file of this format must keep at least.
  var largestKind: MediaKind {
    switch self {
    case .jpeg, .png, .gif, .webp, .avif: .image
    case .boxes, .webm: .video
    case .mp3, .ogg, .wav: .audio
    }
  }

  /// Walks through a whole file of this format.
  ///
  /// - Parameter work: counts what is looked at.
  func walk(_ file: FileBytes, _ work: Work = Work()) throws(Refusal) -> FoundMedia {
    switch self {
    case .jpeg: return try JPEGWalk.go(file, work)
    case .png: return try PNGWalk.go(file, work)
    case .gif: return try GIFWalk.go(file, work)
    case .webp: return try WebPWalk.go(file, work)
    case .avif: return try AVIFWalk.go(file, work)
    case .boxes: return try MP4Walk.go(file, work)
    case .webm: return try WebMWalk.go(file, work)
    case .mp3: return try MP3Walk.go(file, work)
    case .ogg: return try OggWalk.go(file, work)
    case .wav: return try WAVWalk.go(file, work)
    }
  }
}
