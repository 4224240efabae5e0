public import HubbubDomain
public import HubbubStore

/// What a person's actor is told and asked.
public enum UserLetter: Letter {
  case attach(SocketID, of: SessionID)
  case detach(SocketID)
  case end(SessionID, CloseCode)
  /// The person did something.
  case active(at: Timestamp, Asker)

  /// A socket that came, went or must end is a fact, not a wish.
  public var isRefusable: Bool {
    switch self {
    case .attach, .detach, .end: false
    case .active: true
    }
  }

  public func refuse(_ refusal: Refusal) {
    switch self {
    case .attach, .detach, .end: break
    case .active(_, let asker): asker(.refused(refusal))
    }
  }
}

/// One person with a socket open: their devices, and when they last did something.
public actor UserActor: Resident {
  public static let letsEventsWait = true

  private let user: UserID
  private var devices = Devices()
  private let announcer: any Announcer
  /// The exact clock of activity.
  public private(set) var lastActive: Timestamp?

  public init(_ user: UserID, announcer: any Announcer) {
    self.user = user
    self.announcer = announcer
  }

  public func take(_ letter: UserLetter) {
    switch letter {
    case .attach(let socket, let session):
      if !devices.attach(socket, of: session) { announcer.close([socket], .signedOut) }
    case .detach(let socket): devices.detach(socket)
    case .end(let session, let code): announcer.close(devices.end(session), code)
    case .active(let time, let asker):
      lastActive = max(time, lastActive ?? time)
      asker(.unchanged(.nothing))
    }
  }

  /// What is told to a person goes to their sockets; nothing of it is kept here.
  public func absorb(_ event: Event) {}

  /// Nothing here waits for a time.
  public func remind() {}
}
