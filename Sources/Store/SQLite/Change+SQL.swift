import GRDB
import HubbubDomain

extension Database {
  /// Carries out one change inside the running transaction.
  ///
  /// Each statement names what must still hold; where it does not, nothing is
  /// written.
  func apply(_ change: Change) throws -> Outcome {
    switch change {
    case .signUp(let user, let session): try signUp(user, session)
    case .openSession(let session): try openSession(session)
    case .endSession(let id): try endSession(id)
    case .rehash(let user, let hash): try rehash(user, hash)
    case .setRole(let user, let role): try setRole(user, role)
    case .post(let post): try write(post)
    case .deletePost(let id, let user): try deletePost(id, by: user)
    case .like(let post, let user, let time): try like(post, by: user, at: time)
    case .unlike(let post, let user): try unlike(post, by: user)
    case .room(let room): try open(room)
    case .join(let room, let user, let time): try join(room, user, at: time)
    case .leave(let conversation, let user): try leave(conversation, user)
    case .message(let message): try write(message)
    case .read(let conversation, let user, let seq): try read(conversation, by: user, seq: seq)
    }
  }
}

extension Change {
  /// What a log calls it: without what people wrote, and without secrets.
  var name: StaticString {
    switch self {
    case .signUp: "signUp"
    case .openSession: "openSession"
    case .endSession: "endSession"
    case .rehash: "rehash"
    case .setRole: "setRole"
    case .post: "post"
    case .deletePost: "deletePost"
    case .like: "like"
    case .unlike: "unlike"
    case .room: "room"
    case .join: "join"
    case .leave: "leave"
    case .message: "message"
    case .read: "read"
    }
  }
}
