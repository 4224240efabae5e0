import HubbubActors
public import HubbubDomain
public import HubbubStore
public import NIOCore

/// Coming and going.
extension Hub {
  /// Why a session cannot have a socket now; nil when it can.
  ///
  /// When all places are taken a socket of the same session that has been
  /// silent goes first: its client is likely the one that comes back.
  public func refusesSocket(of session: Session) -> Refusal? {
    if isDraining { return .unavailable }
    guard people.socketCount >= configuration.sockets else { return nil }
    let now = clock.now()
    let silent = people.sockets(of: session.user.id).first { socket in
      socket.session.id == session.id && socket.silence(at: now) >= configuration.heartbeat
    }
    guard let silent else {
      counts.add(.socketsRefused)
      return .noPlace
    }
    silent.sawLife()  // its place is given away once
    silent.shard.post(.work { silent.end(.noHeartbeat, reason: "") })
    return nil
  }

  /// Makes a socket.
  ///
  /// Says hello at once; nothing else until `start`.
  ///
  /// - Isolation: `loop`, which must be the transport's and one of this hub's.
  public func connect(
    _ session: Session, over transport: any SocketTransport, on loop: any EventLoop
  ) -> any SocketReceiver {
    let shard = shard(on: loop)
    let person = people.person(session.user.id, at: clock.now())
    person.wasActive(at: max(session.createdAt, session.lastSeen.activeAt))
    let socket = Socket(
      session: session, person: person, over: transport, on: shard, of: self)
    people.enter(socket)
    counts.add(.socketsOpened)
    supervisor.users.post(
      .attach(
        socket.id, of: session.id, as: session.role, session.lastSeen, at: clock.wallTime()),
      to: session.user.id, on: shard)
    supervisor.users.pin(session.user.id)
    greet(socket)
    return socket
  }

  /// Asks the store on behalf of a socket that is to be.
  ///
  /// It is asked with what else is asked on that loop now, and answered there.
  ///
  /// - Parameter loop: one of this hub's.
  public func ask(_ question: StoreQuestion, on loop: any EventLoop) {
    shard(on: loop).ask(question)
  }

  private func shard(on loop: any EventLoop) -> LoopShard {
    guard let shard = shards.first(where: { $0.loop === loop }) else {
      preconditionFailure("a socket lives on a loop of its hub")
    }
    return shard
  }

  /// Ends the sockets of a session, everywhere.
  public func close(_ session: Session, _ code: CloseCode) {
    close([session.id], of: session.user.id, code)
  }

  /// Ends the sockets of some of a user's sessions, those too that are being
  /// opened now.
  public func close(_ sessions: [SessionID], of user: UserID, _ code: CloseCode) {
    guard !sessions.isEmpty else { return }
    supervisor.users.post(.end(sessions, code), to: user)
  }

  /// Forgets a socket that is gone.
  func disconnect(_ socket: Socket, _ code: UInt16?) {
    people.leave(socket)
    if socket.mayHearStats { statsTopic.leave(socket) }
    counts.closed(code)
    supervisor.users.tell(
      .letter(.detach(socket.id, at: clock.wallTime())), to: socket.user.id, on: socket.shard)
    supervisor.users.unpin(socket.user.id)
  }

  private func greet(_ socket: Socket) {
    let hello = Wire.Hello(
      epoch: store.epoch, session: socket.session.id, user: socket.user,
      role: socket.session.role, heartbeat: configuration.heartbeat)
    socket.transport.write(Frame.text(Wire.hello(hello)))
    if isDraining { socket.end(.draining, reason: Wire.comeBack(after: Limits.returnAfter)) }
  }
}

extension Refusal {
  static let noPlace = Refusal(
    .busy, "There is no place for another connection right now.",
    retryAfter: Limits.unavailableRetryAfter)
}
