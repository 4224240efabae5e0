/// Everything a client may ask over a socket.
public enum Command: Equatable, Sendable {
  /// Begins to listen; with `since`, from where an earlier socket ended.
  case start(epoch: String?, since: [Topic: Int64])
  case subscribe([Topic])
  case unsubscribe([Topic])
  /// - Parameter replyTo: the seq of the message that it answers.
  case send(
    conversation: ConversationID, key: String, text: String, media: [MediaID] = [],
    replyTo: Int64?)
  case like(PostID)
  case unlike(PostID)
  /// Moves one's read mark up to a message.
  case read(ConversationID, seq: Int64)
  case typing(ConversationID)
  /// The person did something.
  case active
  case ping
}

/// A command with the client's own number for it.
public struct Question: Equatable, Sendable {
  public let ref: Int64
  public let command: Command

  public init(ref: Int64, command: Command) {
    self.ref = ref
    self.command = command
  }
}
