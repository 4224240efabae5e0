public import HubbubDomain

/// The open sockets of one person: the rule, with no clock or `await`.
///
/// - Bounds: as many as are open, and the last ``Limits/endedSessions`` that ended.
public struct Devices: Equatable, Sendable {
  private var sessions: [SocketID: SessionID] = [:]
  private var ended: [SessionID] = []

  public init() {}

  /// How many sockets are open.
  public var count: Int { sessions.count }

  /// Takes a socket in; false for one whose session ended while it was being opened.
  public mutating func attach(_ socket: SocketID, of session: SessionID) -> Bool {
    guard !ended.contains(session) else { return false }
    sessions[socket] = session
    return true
  }

  public mutating func detach(_ socket: SocketID) {
    sessions[socket] = nil
  }

  /// Ends a session.
  ///
  /// - Returns: its sockets, which are to be closed.
  public mutating func end(_ session: SessionID) -> [SocketID] {
    ended.append(session)
    if ended.count > Limits.endedSessions { ended.removeFirst() }
    let sockets = sessions.filter { $0.value == session }.map(\.key)
    for socket in sockets { sessions[socket] = nil }
    return sockets
  }
}
