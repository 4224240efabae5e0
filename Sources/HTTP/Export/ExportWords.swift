import HubbubDomain

/// What the page of an export says, in the language of whoever takes it along.
struct ExportWords: Sendable {
  let translation: Translation

  /// A text with values in its places.
  func say(_ text: ExportText, _ values: [String: String] = [:]) -> String {
    Self.fill(translation.text(text.rawValue), values)
  }

  /// The same as HTML.
  ///
  /// - Parameter values: markup.
  func html(_ text: ExportText, _ values: [String: String] = [:]) -> String {
    Self.fill(translation.text(text.rawValue).escapedForHTML, values)
  }

  /// Puts each value in where its name stands in braces; what is in a value stays as it is.
  private static func fill(_ text: String, _ values: [String: String]) -> String {
    let parts = text.split(separator: "{", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(into: String(parts[0])) { said, part in
      let name = part.prefix { $0 != "}" }
      said += values[String(name)] ?? "{\(name)}"
      said += part.dropFirst(name.count + 1)
    }
  }
}

// MARK: - The field's things

extension ExportWords {
  /// How somebody is named.
  func name(_ user: User) -> String {
    user == .erased(user.id) ? say(.somebodyGone) : "\(user.displayName) (@\(user.username))"
  }

  func readers(_ audience: Audience) -> String {
    switch audience {
    case .public: say(.forEverybody)
    case .friends: say(.friends)
    case .me: say(.forMe)
    }
  }

  func deed(_ notification: Notification) -> String {
    let text: ExportText =
      switch notification.kind {
      case .like: .liked
      case .comment: .commented
      case .mention: .mentioned
      case .message: .wrote
      case .friendRequest: .wantsToBeFriends
      case .friendAccepted: .accepted
      case .groupAdded: .added
      }
    return say(text, ["name": name(notification.actor)])
  }

  func name(of kind: ConversationKind, _ title: String?) -> String {
    switch kind {
    case .direct: say(.direct)
    case .group: say(.group, ["title": title ?? ""])
    case .room: say(.room, ["title": title ?? ""])
    }
  }

  /// What people call such a file.
  func name(of kind: MediaKind) -> String {
    switch kind {
    case .image: say(.picture)
    case .video: say(.film)
    case .audio: say(.sound)
    }
  }

  /// That the file of one is not there.
  func loss(of kind: MediaKind) -> String {
    switch kind {
    case .image: say(.lostPicture)
    case .video: say(.lostFilm)
    case .audio: say(.lostSound)
    }
  }

  func name(of shower: Shower) -> String {
    switch shower {
    case .post(let id): say(.post, ["post": "\(id)"])
    case .message(let place):
      say(.message, ["number": "\(place.seq)", "conversation": "\(place.conversation)"])
    }
  }
}
