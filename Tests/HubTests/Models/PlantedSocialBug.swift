/// A fault that somebody could build into a hub, planted between it and a story.
enum PlantedSocialBug: String, CaseIterable, Sendable, CustomStringConvertible {
  // Friendship and blocks
  case partingUntold = "nobody is told that they hear a friend no more"
  case askBefriends = "who asks is a friend at once"
  case blockOnlyEnds = "a block only ends the friendship"

  // Who may see which post
  case friendsPostForAll = "everybody sees a post for friends"
  case hiddenLikeCounts = "a like by who may not see the post counts"
  case narrowingUntold = "nobody is told that a post is gone"

  // Presence
  case idleLate = "who does nothing is idle one minute late"
  case openingIsActivity = "opening a socket is activity"
  case noGrace = "who goes is offline at once"
  case oneTabIsAll = "who closes one of two tabs has gone"

  // Conversations
  case ownCounts = "one's own last message counts as unread"
  case removedHearsOn = "who was taken out hears the next message"
  case countedTwice = "who comes back is counted as one more member"
  case editMovesNumber = "an edit moves a message's number"
  case blockedReadsOn = "what two wrote stays readable after a block"
  case readGoesBack = "a read mark goes back"

  static let friendship: [Self] = [.partingUntold, .askBefriends, .blockOnlyEnds]
  static let postSight: [Self] = [.friendsPostForAll, .hiddenLikeCounts, .narrowingUntold]
  static let presence: [Self] = [.idleLate, .openingIsActivity, .noGrace, .oneTabIsAll]
  static let conversations: [Self] = [
    .ownCounts, .removedHearsOn, .countedTwice, .editMovesNumber, .blockedReadsOn, .readGoesBack,
  ]

  var description: String { rawValue }
}
