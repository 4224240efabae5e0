public import HubbubDomain

/// The open sockets of one person: the rule, with no clock or `await`.
///
/// - Bounds: as many as are open, and the last ``Limits/endedSessions`` that ended.
public struct Devices: Equatable, Sendable {
  /// A list, since most people have one and few have many.
  private var sockets: [Device] = []
  private var ended: [SessionID] = []
  private var isSuspended = false
  /// What the account was given last; nil while nobody has heard of a change.
  private var role: Role?

  private struct Device: Equatable {
    let socket: SocketID
    let session: SessionID
  }

  public init() {}

  /// How many sockets are open.
  public var count: Int { sockets.count }

  /// Takes a socket in, unless it may not stay: its session ended, its account
  /// was switched off or its role changed while it was being opened.
  ///
  /// - Parameter role: the account's when the session was read.
  /// - Returns: what it is to be closed with; nil when it may stay.
  public mutating func attach(
    _ socket: SocketID, of session: SessionID, as role: Role
  ) -> CloseCode? {
    if isSuspended { return .suspended }
    if ended.contains(session) { return .signedOut }
    if let now = self.role, now != role { return .roleChanged }
    sockets.append(Device(socket: socket, session: session))
    return nil
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

  /// Turns everybody away until ``resume()``.
  ///
  /// - Returns: all sockets, which are to be closed.
  public mutating func suspend() -> [SocketID] {
    isSuspended = true
    return leave()
  }

  public mutating func resume() { isSuspended = false }

  /// From now on only sockets of that role may come in: what a socket may hear
  /// was decided by the role it was opened with.
  ///
  /// - Returns: all sockets, which are to be closed.
  public mutating func take(_ role: Role) -> [SocketID] {
    self.role = role
    return leave()
  }

  private mutating func leave() -> [SocketID] {
    defer { sockets = [] }
    return sockets.map(\.socket)
  }
}
