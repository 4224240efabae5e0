public import HubbubDomain
public import HubbubStore

/// What a person's actor is told and asked.
public enum UserLetter: Letter {
  case attach(SocketID, of: SessionID, as: Role, LastSeen, at: Timestamp)
  case detach(SocketID, at: Timestamp)
  case end([SessionID], CloseCode)
  /// The account was switched off.
  case suspend
  /// The account was switched on again.
  case resume
  /// The account has this role now.
  case take(Role)
  /// The person did something.
  case active(at: Timestamp, Asker)
  /// They want to be seen, or not, and it is written so.
  case visibility(isInvisible: Bool, at: Timestamp)
  /// The server ends: takes the last touch; nil where the row has it all.
  case farewell(@Sendable (Change?) -> Void)

  /// A socket that came, went or must end is a fact, not a wish.
  public var isRefusable: Bool {
    switch self {
    case .attach, .detach, .end, .suspend, .resume, .take, .visibility, .farewell: false
    case .active: true
    }
  }

  public func refuse(_ refusal: Refusal) {
    switch self {
    case .attach, .detach, .end, .suspend, .resume, .take, .visibility: break
    case .active(_, let asker): asker(.refused(refusal))
    case .farewell(let done): done(nil)
    }
  }
}

/// One person with a socket open: their devices, and whether they are there.
public actor UserActor: Resident {
  public static let letsEventsWait = true

  private let user: UserID
  private var devices = Devices()
  private var presence: PresenceRules
  private let writer: Writer
  private let announcer: any Announcer
  private let now: @Sendable () -> Timestamp
  /// What the row was told last.
  private var touched: TouchReceipt?
  /// The reminders that are under way, by when they are due.
  private var reminders: [Timestamp] = []

  public init(
    _ user: UserID, presence: PresenceRules, writer: Writer, announcer: any Announcer,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.user = user
    self.presence = presence
    self.writer = writer
    self.announcer = announcer
    self.now = now
  }

  public func take(_ letter: UserLetter) {
    switch letter {
    case .attach(let socket, let session, let role, let row, let time):
      if let code = devices.attach(socket, of: session, as: role) {
        return announcer.close([socket], code)
      }
      presence.attach(row, at: time)
    case .detach(let socket, let time):
      guard devices.detach(socket) else { return }
      presence.detach(at: time)
    case .end(let sessions, let code): close(sessions.flatMap { devices.end($0) }, code)
    case .suspend: close(devices.suspend(), .suspended)
    case .resume: devices.resume()
    case .take(let role): close(devices.take(role), .roleChanged)
    case .active(let time, let asker):
      presence.act(at: time)
      asker(.unchanged(.nothing))
    case .visibility(let isInvisible, let time):
      presence.setInvisible(isInvisible, at: time)
    case .farewell(let done):
      takeBackWhatWasLost()
      return done(presence.farewell(at: now()).map(change))
    }
    settle()
  }

  /// What is told to a person goes to their sockets; nothing of it is kept here.
  public func absorb(_ event: Event) {}

  public func remind() {
    let time = now()
    reminders.removeAll { $0 <= time }
    settle()
  }

  /// Closes sockets that are no devices any more.
  private func close(_ sockets: [SocketID], _ code: CloseCode) {
    announcer.close(sockets, code)
    for _ in sockets { presence.detach(at: now()) }
  }

  /// Does what comes of what happened, or of the time.
  private func settle() {
    let time = now()
    takeBackWhatWasLost()
    let deeds = presence.settle(at: time)
    if let shown = deeds.announcement {
      announcer.publish(
        Event(topic: .person(user), seq: nil, body: .presence(user, shown)))
    }
    if let touch = deeds.touch { write(touch) }
    if let due = deeds.lookAgainAt { remind(at: due, from: time) }
  }

  private func takeBackWhatWasLost() {
    if let touched, touched.isLost { presence.takeBack(touched.touch) }
  }

  /// Tells the row; where that fails it is tried again, since it may be the last
  /// that is known of them.
  private func write(_ touch: PresenceRules.Touch) {
    let receipt = TouchReceipt(of: touch)
    touched = receipt
    writer.append(
      change(touch),
      answering: Asker { [announcer, user] outcome in
        guard case .failure = outcome.result else { return }
        receipt.lose()
        announcer.remind(.user(user), after: Limits.touchRetry)
      })
  }

  /// One reminder is under way at a time, unless a sooner one is wanted: then the
  /// later one serves for what comes after.
  private func remind(at due: Timestamp, from time: Timestamp) {
    if reminders.contains(where: { time < $0 && $0 <= due }) { return }
    reminders.append(due)
    announcer.remind(.user(user), after: .milliseconds(due.milliseconds - time.milliseconds))
  }

  private func change(_ touch: PresenceRules.Touch) -> Change {
    .touch(
      user, activeAt: touch.activeAt, awayAt: touch.awayAt, isSeen: touch.isSeen)
  }
}
