/// Whether a person is there.
public enum PresenceState: String, Sendable, Encodable {
  /// A socket is open, and they did something lately.
  case online
  /// A socket is open, and they did nothing for a while.
  case idle
  case offline
}

/// Whether a person is there, and since when that is so.
public struct Presence: Hashable, Sendable, Encodable {
  public let state: PresenceState
  public let since: Timestamp

  public init(_ state: PresenceState, since: Timestamp) {
    self.state = state
    self.since = since
  }
}

/// What the row remembers of a person's coming and going.
public struct LastSeen: Equatable, Sendable {
  /// The clock of activity, at most ``Limits/touchInterval`` old while they are here.
  public let activeAt: Timestamp
  /// When they last went, or became invisible.
  public let awayAt: Timestamp
  public let isInvisible: Bool
  /// Whether the clock of activity tells what they did while they were invisible, and
  /// nobody saw them since.
  public let hidesActivity: Bool

  public init(
    activeAt: Timestamp, awayAt: Timestamp, isInvisible: Bool, hidesActivity: Bool = false
  ) {
    self.activeAt = activeAt
    self.awayAt = awayAt
    self.isInvisible = isInvisible
    self.hidesActivity = hidesActivity || isInvisible
  }

  /// Nothing is known.
  public static let never = LastSeen(
    activeAt: Timestamp(milliseconds: 0), awayAt: Timestamp(milliseconds: 0), isInvisible: false)

  /// What friends are shown while nobody knows that the person is here.
  ///
  /// Of who is invisible, or was when they were last here, the clock tells nothing.
  public var presence: Presence {
    Presence(.offline, since: hidesActivity ? awayAt : max(activeAt, awayAt))
  }
}
