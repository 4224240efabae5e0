public import HubbubDomain

/// The open sockets of one person: the rule, with no clock or `await`.
///
/// - Bounds: as many as are open, and the last ``Limits/endedSessions`` that ended.
public struct Devices: Equatable, Sendable {
  /// A list, since most people have one and few have many.
  private var sockets: [Device] = []
  private var ended: [SessionID] = []

  private struct Device: Equatable {
    let socket: SocketID
    let session: SessionID
  }

  public init() {}

  /// How many sockets are open.
  public var count: Int { sockets.count }

  /// Takes a socket in; false for one whose session ended while it was being opened.
  public mutating func attach(_ socket: SocketID, of session: SessionID) -> Bool {
    guard !ended.contains(session) else { return false }
    sockets.append(Device(socket: socket, session: session))
    return true
  }

  /// Takes a socket out; false for one that was not in.
  public mutating func detach(_ socket: SocketID) -> Bool {
    let count = sockets.count
    sockets.removeAll { $0.socket == socket }
    return sockets.count < count
  }

  /// Ends a session.
  ///
  /// - Returns: its sockets, which are to be closed.
  public mutating func end(_ session: SessionID) -> [SocketID] {
    ended.append(session)
    if ended.count > Limits.endedSessions { ended.removeFirst() }
    let ending = sockets.filter { $0.session == session }.map(\.socket)
    sockets.removeAll { $0.session == session }
    return ending
  }
}
