import HubbubDomain

/// What an operator may change about a hub.
public struct HubConfiguration: Sendable {
  /// Between two pings of a socket.
  public var heartbeat: Duration
  /// Whether people are held to a rate of commands.
  public var limitsRates = true
  /// Sockets at once; one more is answered 503.
  public var sockets = 10_000

  /// How long a person stays online after they last did something.
  public var presenceIdle = Limits.presenceIdle
  /// How long a person without a socket is shown as before.
  public var presenceGrace = Limits.presenceGrace
  /// How long a change of presence may wait for more of them; at once where zero.
  public var presenceGather = Limits.presenceGather
  /// How long messages gather before people are told how many wait.
  public var unreadGather = Limits.unreadGather
  /// Whether anything is counted and timed; off only to see what that costs.
  public var isMeasured = true

  public init() { heartbeat = Limits.heartbeat }
}
