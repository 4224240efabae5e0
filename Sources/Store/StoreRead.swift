/// The reads of a store, as its times are told apart.
public enum StoreRead: String, CaseIterable, Sendable {
  case read, heads
  case account, session, sessions
  case profile, ownProfile, people, lastSeen, notifications, leavers
  case post, posts, comments, wakePost
  case search
  case factor, hasFactors
  case hasAdmin, inviter, invites
  case reports, reportsTold, reportedMedia, reportedPictures, messagePlace, listedAccounts,
    listedAccount, storage,
    signup
  case picture
  case ownMedia, shownMedia, mediaFile, mediaFiles, mediaBytes, mediaOwned, unusedMedia
  case conversationsWritten, messagesWritten, commentsWritten, likesGiven
  case conversations, conversation, members, reads, unread, rooms, messages, wakeConversation
  case snapshot, hearing, mayHear
}
