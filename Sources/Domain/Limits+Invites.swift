/// Numbers of invitations, and of the first run.
extension Limits {
  /// People who may come in by one invitation: a class, without being a public door.
  public static let inviteUses = 1...50
  /// Days that an invitation may be good for: who is on holiday finds it still open.
  public static let inviteDays = 1...30
  /// The days where nothing is said: time to see the message and to think about it.
  public static let inviteDaysByDefault = 14
  /// Invitations that one person may have open: a year's classes, and a page of them.
  public static let openInvites = 50
}
