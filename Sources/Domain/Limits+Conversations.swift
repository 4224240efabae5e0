/// Numbers of conversations.
extension Limits {
  /// Members of a group: everybody is told by name, and each addition writes to each.
  public static let groupMembers = 500
  /// Members of a room: what a message does costs the connected ones only, but a join
  /// is told to all.
  public static let roomMembers = 100_000
  /// Conversations that a person may join or open: each is a topic that every device
  /// of theirs hears, and a `start` that names them all beside ``friends`` fits
  /// ``startBytes``.
  public static let conversations = 2_000
  /// How long a message may be edited (contract §2).
  public static let editTime = Duration.seconds(15 * 60)
  /// Between two times that others are told that a person types: they show it for 6 s.
  public static let typingInterval = Duration.seconds(4)
  /// Between two pushes of one conversation's unread number to a person (contract §3).
  public static let unreadInterval = Duration.seconds(2)
  /// How long messages gather before people are told how many wait: a tenth of a
  /// second, which nobody sees on a badge.
  public static let unreadGather = Duration.milliseconds(100)
  /// How long a loop rests for each unread number that it told: a thousand a second
  /// cost it less than a hundredth of its time, and whoever hears the messages can count
  /// meanwhile.
  public static let unreadPace = Duration.milliseconds(1)
  /// Members of the largest group in which each sees how far the others have read:
  /// above it, every read would tell everybody, and nobody looks who the fifty were.
  public static let tellingMembers: Int64 = 50
}
