public import HTTPTypes
public import HubbubDomain
public import HubbubHub
public import NIOCore

/// Whether an upgrade may become a socket, and whose.
public enum Admission: Sendable {
  /// Makes the receiver of the new socket; what it writes at once leaves
  /// right behind the 101. Called once, on the socket's event loop, or never
  /// if the client left meanwhile.
  case socket(@Sendable (any SocketTransport, any EventLoop) -> any SocketReceiver)

  /// Answers with the refusal as JSON, its `Retry-After` if it has one, and closes.
  case refused(HTTPResponse.Status, Refusal)

  /// Sends every message back: what `/ws/echo` is admitted as.
  public static let echo = Admission.socket { transport, _ in EchoReceiver(over: transport) }
}

/// Decides on one upgrade, and says so by one call, on any thread.
///
/// May take its time: the client waits, nobody else.
public typealias Admit =
  @Sendable (UpgradeRequest, _ answer: @escaping @Sendable (Admission) -> Void) -> Void

/// Hears of each upgrade that is refused, for whatever reason.
public typealias TellRefused = @Sendable (HTTPResponse.Status, Refusal.Code) -> Void
