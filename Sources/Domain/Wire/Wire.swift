/// The JSON of commands, answers and events: all that is spoken on a socket.
///
/// A scanner and a writer of our own, because this runs once per message in
/// and once per event out; everything else uses `Codable`. What both write of
/// one thing is the same, and a test says so.
///
/// - Source: contract §3; RFC 8259; DECISIONS.md on JSON.
public enum Wire {
  /// A message of a client that could not be read, and what to answer.
  public struct Unreadable: Error, Equatable {
    /// The client's number for it, if that much could be read.
    public let ref: Int64?
    public let refusal: Refusal

    public init(ref: Int64?, refusal: Refusal) {
      self.ref = ref
      self.refusal = refusal
    }
  }

  /// What a socket is told first.
  public struct Hello: Equatable, Sendable {
    /// The life of the data: changed by a restore, not by a crash.
    public let epoch: String
    public let session: SessionID
    public let user: User
    /// The account's, as long as the socket lives.
    public let role: Role
    /// Between two pings.
    public let heartbeat: Duration

    public init(
      epoch: String, session: SessionID, user: User, role: Role, heartbeat: Duration
    ) {
      self.epoch = epoch
      self.session = session
      self.user = user
      self.role = role
      self.heartbeat = heartbeat
    }
  }

  /// How a topic stands at the moment of its subscription.
  public struct TopicState: Equatable, Sendable {
    public let seq: Int64
    /// As the subscriber sees them; nil for topics that are no post's.
    public let likes: Likes?
    public let comments: Int64?

    public init(seq: Int64, likes: Likes? = nil, comments: Int64? = nil) {
      self.seq = seq
      self.likes = likes
      self.comments = comments
    }
  }
}
