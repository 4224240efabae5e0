public import HubbubDomain
public import HubbubStore
public import Logging
public import NIOCore

/// The front door: who is here, who listens, who is awake.
public final class Hub: Sendable {
  public let store: any Store

  /// Builds a hub on one store.
  public init(store: any Store, configuration: HubConfiguration, logger: Logger) {
    self.store = store
  }

  /// Writes a change with others, tells of it, and answers.
  public func commit(_ change: Change) async -> Outcome {
    do { return try await store.commit([change])[0] } catch { return .failed }
  }

  /// Makes a socket. Says hello at once; nothing else until `start`.
  ///
  /// - Isolation: `loop`, which must be the transport's.
  public func connect(
    _ session: Session, over transport: any SocketTransport, on loop: any EventLoop
  ) -> any SocketReceiver {
    preconditionFailure("to be replaced")
  }

  /// Ends the sockets of a session, everywhere.
  public func close(_ session: SessionID, _ code: CloseCode) {}

  /// Throws when a row cannot be written or a frame cannot be fanned out.
  public func checkReady() async throws {}

  /// Tells each socket 4001 with a slot of its own, answers what is in flight,
  /// and returns when all are gone or after `patience`.
  public func drain(patience: Duration) async {}
}

/// What an operator may change about a hub.
public struct HubConfiguration: Sendable {
  /// Between two pings of a socket.
  public var heartbeat = Limits.heartbeat
  /// Whether people are held to a rate of commands.
  public var limitsRates = true
  /// Sockets at once; one more is answered 503.
  public var sockets = 10_000

  public init() {}
}
