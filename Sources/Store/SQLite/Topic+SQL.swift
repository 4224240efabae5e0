import HubbubDomain

/// A topic as the tables name it: a number for its kind, and whose it is.
struct TopicKey {
  let kind: Int64
  let id: Blob

  init(_ topic: Topic) {
    switch topic {
    case .user(let id): (kind, self.id) = (1, Blob(id.bytes))
    case .feed: (kind, self.id) = (2, Blob([]))
    case .person(let id): (kind, self.id) = (3, Blob(id.bytes))
    case .conversation(let id): (kind, self.id) = (4, Blob(id.bytes))
    case .post(let id): (kind, self.id) = (5, Blob(id.bytes))
    case .stats: (kind, self.id) = (6, Blob([]))
    }
  }
}

/// What a row of the log refers to.
enum Reference {
  case member(UserID, MemberRole, MemberChange)
  case conversation(ConversationID)
  /// By whom, and the message's number.
  case messageEdited(UserID, Int64)
  case messageDeleted(UserID, Int64)
  case post(PostID)
  case postEdited(PostID)
  case postDeleted(PostID)
  case comment(CommentID)
  case commentDeleted(CommentID)
  case friend(UserID)
  case parted(UserID)
  /// Found by its number; names who did it.
  case notification(UserID)

  /// Reads the columns `what`, `subject`, `change`, `role` and `message`, the first at `column`.
  init(_ row: Columns, at column: Int32) throws {
    switch row.text(column) {
    case "member":
      self = .member(try row.id(column + 1), try row.name(column + 3), try row.name(column + 2))
    case "conversation": self = .conversation(try row.id(column + 1))
    case "message_edited": self = .messageEdited(try row.id(column + 1), row.int(column + 4))
    case "message_deleted": self = .messageDeleted(try row.id(column + 1), row.int(column + 4))
    case "post": self = .post(try row.id(column + 1))
    case "post_edited": self = .postEdited(try row.id(column + 1))
    case "post_deleted": self = .postDeleted(try row.id(column + 1))
    case "comment": self = .comment(try row.id(column + 1))
    case "comment_deleted": self = .commentDeleted(try row.id(column + 1))
    case "friend": self = .friend(try row.id(column + 1))
    case "parted": self = .parted(try row.id(column + 1))
    case "notification": self = .notification(try row.id(column + 1))
    default: throw Columns.Unreadable(column: column)
    }
  }
}
