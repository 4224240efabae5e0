public import HubbubDomain

/// Whether one person is there, for their friends' eyes: the rule, with no
/// clock, database or `await`.
///
/// A person is *here* while a socket is open and they are not invisible. What
/// they show then is by their last activity; once they went they show it for
/// the grace time on, whatever they do meanwhile. So nobody can tell one who
/// became invisible from one who closed their last socket at that moment.
///
/// - Source: contract, last paragraph.
public struct PresenceRules: Equatable, Sendable {
  /// How long a person stays online after they last did something.
  private let idleAfter: Duration
  private let grace: Duration

  private var sockets = 0
  private var isInvisible = false
  /// Whether the row's word of that is of no use any more.
  private var knowsVisibility = false
  /// The exact clock of activity.
  public private(set) var activeAt = Timestamp(milliseconds: 0)
  /// The activity that is shown: the clock's, but for what happens unseen.
  private var shownActiveAt = Timestamp(milliseconds: 0)
  /// Since when they are here, or shown as if; nil while they are offline.
  private var cameAt: Timestamp?
  /// When they went, while the grace runs, and after.
  private var wentAt: Timestamp?

  /// What was told last; nil before anything was.
  private var told: Presence?
  private var toldAt: Timestamp?
  /// What the row has.
  private var touchedActiveAt = Timestamp(milliseconds: 0)
  private var touchedAt: Timestamp?
  /// Whether the row does not know yet where they went.
  private var owesAway = false
  /// Whether the row does not know yet that they are seen again.
  private var owesSeen = false

  public init(idleAfter: Duration, grace: Duration) {
    self.idleAfter = idleAfter
    self.grace = grace
  }

  /// What is to be done now.
  public struct Deeds: Equatable, Sendable {
    /// Is to be told to friends.
    public var announcement: Presence?
    /// Is to be written.
    public var touch: Touch?
    /// When to look again, at the latest.
    public var lookAgainAt: Timestamp?
  }

  /// What the row is to have.
  public struct Touch: Equatable, Sendable {
    public let activeAt: Timestamp
    public let awayAt: Timestamp?
    /// Whether friends may know of that activity.
    public let isSeen: Bool
  }

  // MARK: - What happens

  /// A socket was opened, of a session read with that row.
  public mutating func attach(_ row: LastSeen, at now: Timestamp) {
    if !knowsVisibility {
      (isInvisible, knowsVisibility) = (row.isInvisible, true)
      owesSeen = row.hidesActivity && !row.isInvisible
    }
    if touchedAt == nil {
      touchedAt = row.activeAt
      touchedActiveAt = row.activeAt
    }
    activeAt = max(activeAt, row.activeAt)
    if told == nil { told = row.presence }
    sockets += 1
    if !isInvisible { come(at: now) }
  }

  /// A socket ended.
  public mutating func detach(at now: Timestamp) {
    sockets = max(0, sockets - 1)
    if sockets == 0, !isInvisible { go(at: now) }
  }

  /// They did something.
  public mutating func act(at time: Timestamp) {
    activeAt = max(activeAt, time)
    if isHere { show() }
  }

  /// They want to be seen, or not.
  public mutating func setInvisible(_ wanted: Bool, at now: Timestamp) {
    let before = isInvisible
    (isInvisible, knowsVisibility) = (wanted, true)
    guard wanted != before else { return }
    owesSeen = !wanted
    guard sockets > 0 else { return }
    if wanted { go(at: now) } else { come(at: now) }
  }

  private var isHere: Bool { sockets > 0 && !isInvisible }

  private mutating func come(at now: Timestamp) {
    if let went = wentAt, now >= went + grace { settleGone() }
    if cameAt == nil { cameAt = now }
    (wentAt, owesAway) = (nil, false)
    show()
  }

  private mutating func go(at now: Timestamp) {
    guard cameAt != nil, wentAt == nil else { return }
    (wentAt, owesAway) = (now, true)
  }

  /// Activity counts where it brings somebody back from idle: from then on they
  /// are online anew.
  private mutating func show() {
    guard activeAt > shownActiveAt else { return }
    if let came = cameAt, shownActiveAt + idleAfter <= activeAt, activeAt > came {
      cameAt = activeAt
    }
    shownActiveAt = activeAt
  }

  private mutating func settleGone() { cameAt = nil }

  // MARK: - What comes of it

  /// What friends are shown at that time.
  public func shown(at now: Timestamp) -> Presence {
    if let came = cameAt, wentAt.map({ now < $0 + grace }) ?? true {
      let idleAt = max(shownActiveAt + idleAfter, came)
      return now < idleAt ? Presence(.online, since: came) : Presence(.idle, since: idleAt)
    }
    if let wentAt { return Presence(.offline, since: wentAt) }
    return told ?? Presence(.offline, since: activeAt)
  }

  /// What is to be done now, after something happened or time went by.
  public mutating func settle(at now: Timestamp) -> Deeds {
    var deeds = Deeds()
    let shown = shown(at: now)
    if shown != told, told != nil || shown.state != .offline {
      if toldAt.map({ now >= $0 + Limits.presenceTick || now < $0 }) ?? true {
        (told, toldAt, deeds.announcement) = (shown, now, shown)
      }
    }
    if shown.state == .offline, cameAt != nil { settleGone() }
    deeds.touch = touch(at: now)
    deeds.lookAgainAt = lookAgain(after: now)
    return deeds
  }

  /// The last word to the row, however long ago the one before was.
  public mutating func farewell(at now: Timestamp) -> Touch? {
    let away = owesAway ? wentAt : nil
    if isHere { owesSeen = false }
    guard away != nil || activeAt > touchedActiveAt else { return nil }
    return write(away: away, at: now)
  }

  /// What was to be written was not: it is owed again, and due.
  public mutating func takeBack(_ touch: Touch) {
    touchedActiveAt = Timestamp(milliseconds: 0)
    touchedAt = nil
    if let away = touch.awayAt, away == wentAt { owesAway = true }
    if touch.isSeen { owesSeen = !isInvisible }
  }

  private mutating func touch(at now: Timestamp) -> Touch? {
    let isGone = wentAt.map { now >= $0 + grace } ?? false
    if isGone, owesAway { return write(away: wentAt, at: now) }
    if isHere, owesSeen {
      owesSeen = false
      return write(away: nil, at: now)
    }
    // Who is invisible goes unseen, and the clock is kept all the same.
    let isLeaving = sockets == 0 && !owesAway
    guard activeAt > touchedActiveAt else { return nil }
    guard isLeaving || isDue(at: now) else { return nil }
    return write(away: nil, at: now)
  }

  private func isDue(at now: Timestamp) -> Bool {
    touchedAt.map { now >= $0 + Limits.touchInterval || now < $0 } ?? true
  }

  private mutating func write(away: Timestamp?, at now: Timestamp) -> Touch {
    (touchedActiveAt, touchedAt) = (activeAt, now)
    if away != nil { owesAway = false }
    return Touch(activeAt: activeAt, awayAt: away, isSeen: !isInvisible && !owesSeen)
  }

  private func lookAgain(after now: Timestamp) -> Timestamp? {
    var times: [Timestamp] = []
    if cameAt != nil {
      if let wentAt { times.append(wentAt + grace) }
      times.append(shownActiveAt + idleAfter)
    }
    if let toldAt, shown(at: now) != told { times.append(toldAt + Limits.presenceTick) }
    if activeAt > touchedActiveAt, let touchedAt { times.append(touchedAt + Limits.touchInterval) }
    return times.filter { $0 > now }.min()
  }
}
