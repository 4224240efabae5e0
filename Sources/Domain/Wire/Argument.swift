/// Reads single arguments of commands, each with the refusal of what is wrong with it.
enum Argument {
  /// An existing or at least possible post.
  static func post(_ value: JSONValue?) throws(Refusal) -> PostID {
    guard let text = value?.string else { throw missing("post", "the id of a post") }
    guard let post: PostID = text.identifier() else { throw .noSuchPost }
    return post
  }

  /// An existing or at least possible conversation.
  static func conversation(_ value: JSONValue?) throws(Refusal) -> ConversationID {
    guard let text = value?.string else {
      throw missing("conversation", "the id of a conversation")
    }
    guard let conversation: ConversationID = text.identifier() else { throw .noSuchConversation }
    return conversation
  }

  /// A whole number from 0.
  static func count(_ value: JSONValue?, _ field: String) throws(Refusal) -> Int64 {
    guard let count = value?.integer, count >= 0 else {
      throw missing(field, "a whole number from 0")
    }
    return count
  }

  /// The number of a message that is answered, if one is.
  static func replyTo(_ value: JSONValue?) throws(Refusal) -> Int64? {
    switch value {
    case nil, .null: return nil
    default: return try count(value, "replyTo")
    }
  }

  /// Something that a person wrote: not empty, not too long.
  static func written(
    _ value: JSONValue?, _ field: String, upTo bound: Int, mayBeEmpty: Bool = false
  ) throws(Refusal) -> String {
    guard let text = value?.string?.text else { throw missing(field, "a text") }
    guard !text.exceeds(characters: bound) else {
      throw Refusal(
        .tooLarge, "At most \(bound) characters may be in the \(field).", field: field)
    }
    guard mayBeEmpty || !text.isBlank else {
      throw Refusal(.badRequest, "Nothing can be seen of the \(field).", field: field)
    }
    // What C takes for the end of a text; no post, title or name may hold it either.
    guard !text.unicodeScalars.contains("\0") else {
      throw Refusal(.badRequest, "The character NUL may not be in the \(field).", field: field)
    }
    return text
  }

  /// What is sent with a message, in the order named; the row knows whose it is.
  static func media(_ value: JSONValue?) throws(Refusal) -> [MediaID] {
    switch value {
    case nil, .null: return []
    default: break
    }
    guard let elements = value?.elements, elements.count <= Limits.shownTogether else {
      throw missing("media", "a list of at most \(Limits.shownTogether) ids")
    }
    var media: [MediaID] = []
    for element in elements {
      guard let text = element.string else { throw missing("media", "a list of ids") }
      guard let id: MediaID = text.identifier() else { throw .noSuchMedia }
      media.append(id)
    }
    return media
  }

  /// The topics that a subscription is about, in the order named: of posts,
  /// and `stats`.
  static func topics(_ value: JSONValue?) throws(Refusal) -> [Topic] {
    guard let elements = value?.elements else { throw missing("topics", "a list of post: topics") }
    var topics: [Topic] = []
    for element in elements {
      switch element.string?.topic {
      case .post(let post): topics.append(.post(post))
      case .stats: topics.append(.stats)
      case .user, .feed, .person, .conversation, nil:
        throw missing("topics", "a list of post: topics")
      }
    }
    return topics
  }

  /// The epoch of an earlier socket, if there was one.
  static func epoch(_ value: JSONValue?) throws(Refusal) -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let epoch): return epoch.text
    default: throw missing("epoch", "a text")
    }
  }

  /// Where an earlier socket ended, by topic.
  ///
  /// What is no topic is passed over.
  static func since(_ value: JSONValue?) throws(Refusal) -> [Topic: Int64] {
    switch value {
    case nil, .null: return [:]
    default: break
    }
    guard let members = value?.members else { throw missing("since", "an object of numbers") }
    var since: [Topic: Int64] = [:]
    since.reserveCapacity(members.count)
    for (name, value) in members {
      let seq = try count(value, "since")
      if let topic = name.topic { since[topic] = seq }
    }
    return since
  }

  private static func missing(_ field: String, _ wanted: String) -> Refusal {
    Refusal(.badRequest, "As \(field), \(wanted) is wanted.", field: field)
  }
}
