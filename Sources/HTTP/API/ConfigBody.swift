import HubbubDomain

/// The limits and features that a client has to know.
struct ConfigBody: Encodable {
  let limits = Limited()
  /// What a message may be given.
  let reactions = Reaction.palette
  let media: MediaLimited
  let features: Features

  init(_ services: Services) async throws {
    media = MediaLimited(quotaBytes: services.settings.mediaQuotaBytes)
    features = Features(signup: try await services.signup())
  }

  /// From how many characters to how many.
  struct Span: Encodable {
    let min: Int
    let max: Int

    init(_ range: ClosedRange<Int>) {
      min = range.lowerBound
      max = range.upperBound
    }
  }

  struct Limited: Encodable {
    let username = Span(Limits.usernameCharacters)
    let usernamePattern = "^[a-z0-9_]{2,30}$"
    let password = Span(Limits.passwordCharacters)
    let displayName = Span(Limits.displayNameCharacters)
    let title = Span(Limits.titleCharacters)
    let message = Span(Limits.messageCharacters)
    let post = Span(Limits.postCharacters)
    let comment = Span(Limits.commentCharacters)
    let bio = Span(Limits.bioCharacters)
    let key = Span(Limits.keyCharacters)
    let list = Span(Limits.listItems)
    let listDefault = Limits.listItemsByDefault
    let bodyBytes = Limits.bodyBytes
    let groupMembers = Limits.groupMembers
    let editSeconds = Int(Limits.editTime.components.seconds)
    let typingMembers = Limits.typingMembers
  }

  /// What may be taken in and shown; bytes, pixels and seconds.
  struct MediaLimited: Encodable {
    struct Picture: Encodable {
      let bytes = Limits.imageBytes
      let pixels = Limits.picturePixels
      let frames = Limits.pictureFrames
    }

    struct Film: Encodable {
      let bytes: Int
      let seconds: Int
    }

    let maxItems = Limits.shownTogether
    let image = Picture()
    let video = Film(bytes: Limits.videoBytes, seconds: Limits.videoSeconds)
    let audio = Film(bytes: Limits.audioBytes, seconds: Limits.audioSeconds)
    let altCharacters = Limits.altCharacters.upperBound
    /// What one person may keep.
    let quotaBytes: Int64
    /// Ogg and Opus have one.
    let types = Set(MediaType.allCases.map(\.mime)).sorted()
  }

  /// What this server does, so that a page offers nothing else.
  struct Features: Encodable {
    let signup: SignupMode
    let posts = true
    let rooms = true
    let directMessages = true
    let groups = true
    let friends = true
    let comments = true
    let media = true
  }
}
