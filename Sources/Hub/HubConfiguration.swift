import HubbubDomain

/// What an operator may change about a hub.
public struct HubConfiguration: Sendable {
  /// Between two pings of a socket.
  public var heartbeat: Duration
  /// Whether people are held to a rate of commands.
  public var limitsRates = true
  /// Sockets at once; one more is answered 503.
  public var sockets = 10_000

  public init() { heartbeat = Limits.heartbeat }
}
