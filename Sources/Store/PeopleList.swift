public import HubbubDomain

/// One of the lists of people that a reader may ask for.
public enum PeopleList: Equatable, Sendable {
  /// Whose username or display name begins so, by username.
  case named(String)
  /// The reader's friends, by username.
  case friends
  /// Who waits for the reader's answer, the newest request first.
  case incoming
  /// Whom the reader has asked, the newest request first.
  case outgoing
  /// Whom the reader blocks, by username.
  case blocked
  /// Who likes a post, the newest accounts first; the one list that goes on from a cursor.
  case likers(PostID)
}

/// Which posts, of those that the reader may see.
public enum PostList: Equatable, Sendable {
  /// Public ones, those of friends for friends, and the reader's own of every audience.
  case feed
  case of(UserID)
}
