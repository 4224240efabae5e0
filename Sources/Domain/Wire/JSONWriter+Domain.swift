/// The things we talk about, with the members that their `Encodable` gives them.
extension JSONWriter {
  mutating func user(_ user: User) {
    raw("{")
    members(of: user)
    raw("}")
  }

  /// Writes a user with a `role` beside its own members.
  mutating func member(_ member: Member) {
    raw("{")
    members(of: member.user)
    raw(",\"role\":")
    string(member.role.rawValue)
    raw("}")
  }

  mutating func message(_ message: Message) {
    raw("{\"id\":\"")
    identifier(message.id)
    raw("\",\"conversation\":\"")
    identifier(message.conversation)
    raw("\",\"seq\":")
    integer(message.seq)
    raw(",\"number\":")
    integer(message.number)
    raw(",\"author\":")
    user(message.author)
    raw(",\"text\":")
    string(message.text)
    raw(",\"media\":")
    list(message.media) { $0.media($1) }
    if let replyTo = message.replyTo {
      raw(",\"replyTo\":")
      integer(replyTo)
    }
    raw(",\"reactions\":")
    reactions(message.reactions)
    if let mine = message.mine {
      raw(",\"mine\":")
      list(mine) { $0.string($1) }
    }
    raw(",\"createdAt\":")
    timestamp(message.createdAt)
    if let editedAt = message.editedAt {
      raw(",\"editedAt\":")
      timestamp(editedAt)
    }
    if message.isDeleted { raw(",\"deleted\":true") }
    raw(",\"key\":")
    string(message.key)
    raw("}")
  }

  /// Writes `{EMOJI:count}`.
  private mutating func reactions(_ reactions: [Reaction]) {
    raw("{")
    for (place, reaction) in reactions.enumerated() {
      if place > 0 { raw(",") }
      string(reaction.emoji)
      raw(":")
      integer(reaction.count)
    }
    raw("}")
  }

  mutating func post(_ post: Post) {
    raw("{\"id\":\"")
    identifier(post.id)
    raw("\",\"author\":")
    user(post.author)
    raw(",\"text\":")
    string(post.text)
    raw(",\"media\":")
    list(post.media) { $0.media($1) }
    raw(",\"audience\":")
    string(post.audience.rawValue)
    raw(",\"createdAt\":")
    timestamp(post.createdAt)
    if let editedAt = post.editedAt {
      raw(",\"editedAt\":")
      timestamp(editedAt)
    }
    raw(",\"likes\":")
    likes(post.likes)
    raw(",\"comments\":")
    integer(post.comments)
    raw(",\"key\":")
    string(post.key)
    raw("}")
  }

  mutating func comment(_ comment: Comment) {
    raw("{\"id\":\"")
    identifier(comment.id)
    raw("\",\"post\":\"")
    identifier(comment.post)
    raw("\",\"author\":")
    user(comment.author)
    raw(",\"text\":")
    string(comment.text)
    raw(",\"createdAt\":")
    timestamp(comment.createdAt)
    raw(",\"key\":")
    string(comment.key)
    raw(",\"seq\":")
    integer(comment.seq)
    raw("}")
  }

  mutating func notification(_ entry: Notification) {
    raw("{\"id\":\"")
    integer(entry.seq)
    raw("\",\"kind\":")
    string(entry.kind.rawValue)
    raw(",\"actor\":")
    user(entry.actor)
    if let post = entry.post {
      raw(",\"post\":\"")
      identifier(post)
      raw("\"")
    }
    if let place = entry.place { self.place(place) }
    raw(",\"createdAt\":")
    timestamp(entry.createdAt)
    raw(",\"read\":")
    boolean(entry.isRead)
    raw("}")
  }

  private mutating func place(_ place: Notification.Place) {
    raw(",\"conversation\":\"")
    identifier(place.conversation)
    raw("\"")
    guard let seq = place.seq else { return }
    raw(",\"seq\":")
    integer(seq)
  }

  mutating func likes(_ likes: Likes) {
    raw("{\"count\":")
    integer(likes.count)
    raw(",\"version\":")
    integer(likes.version)
    raw(",\"mine\":")
    boolean(likes.mine)
    raw("}")
  }

  mutating func conversation(_ conversation: Conversation) {
    raw("{\"id\":\"")
    identifier(conversation.id)
    raw("\",\"kind\":")
    string(conversation.kind.rawValue)
    if let title = conversation.title {
      raw(",\"title\":")
      string(title)
    }
    raw(",\"memberCount\":")
    integer(conversation.memberCount)
    raw(",\"members\":")
    list(conversation.members) { $0.member($1) }
    raw(",\"lastSeq\":")
    integer(conversation.lastSeq)
    raw(",\"messages\":")
    integer(conversation.messages)
    if let mark = conversation.mark {
      raw(",\"readSeq\":")
      integer(mark.seq)
      raw(",\"readNumber\":")
      integer(mark.number)
      raw(",\"unread\":")
      integer(conversation.unread)
    }
    if let role = conversation.role {
      raw(",\"role\":")
      string(role.rawValue)
    }
    if let last = conversation.lastMessage {
      raw(",\"lastMessage\":")
      message(last)
    }
    raw("}")
  }

  /// Writes a topic in quotes.
  mutating func topic(_ topic: Topic) {
    switch topic {
    case .user(let id):
      raw("\"user:")
      identifier(id)
    case .feed:
      raw("\"feed")
    case .person(let id):
      raw("\"person:")
      identifier(id)
    case .conversation(let id):
      raw("\"conversation:")
      identifier(id)
    case .post(let id):
      raw("\"post:")
      identifier(id)
    case .stats:
      raw("\"stats")
    }
    raw("\"")
  }

  /// Writes `{"code","message","field"?,"retryAfterMs"?}`.
  mutating func refusal(_ refusal: Refusal) {
    raw("{\"code\":")
    string(refusal.code.rawValue)
    raw(",\"message\":")
    string(refusal.reason)
    if let field = refusal.field {
      raw(",\"field\":")
      string(field)
    }
    if let retryAfter = refusal.retryAfter {
      raw(",\"retryAfterMs\":")
      milliseconds(retryAfter)
    }
    raw("}")
  }

  private mutating func members(of user: User) {
    raw("\"id\":\"")
    identifier(user.id)
    raw("\",\"username\":")
    string(user.username)
    raw(",\"displayName\":")
    string(user.displayName)
    raw(",\"avatar\":\"/avatars/")
    identifier(user.id)
    if let picture = user.picture {
      raw("/")
      identifier(picture)
      raw("-")
      integer(Int64(Limits.listPicturePixels))
      raw(".webp\"")
    } else {
      raw(".svg\"")
    }
  }
}
