import HubbubDomain

/// All that a ``MemoryStore`` holds.
///
/// Every method that writes looks first and writes last, so that one that
/// throws has written nothing.
struct MemoryState {
  /// One login.
  typealias Login = NewSession

  /// A post and what became of it.
  struct PostRow {
    let new: NewPost
    let number: Int
    var text: String
    var media: [MediaID]
    var audience: Audience
    var editedAt: Timestamp?
    var comments: [CommentRow] = []
    var likers: Set<UserID> = []
    var likedAt: [UserID: Timestamp] = [:]
    var likes = LikeCount(count: 0, version: 0)
    var isDeleted = false
  }

  /// A comment and whether it still is.
  struct CommentRow {
    let new: NewComment
    let seq: Int64
    var isDeleted = false
  }

  /// What was told of a topic; its seq is its place, counted from 1.
  enum Entry {
    /// By its number.
    case message(Int64)
    /// By their seq.
    case messageEdited(Int64)
    case messageDeleted(Int64)
    case member(UserID, MemberRole, MemberChange)
    case conversation(ConversationID)
    case post(PostID)
    case postEdited(PostID)
    case postDeleted(PostID)
    case comment(CommentID)
    case commentDeleted(CommentID)
    case friend(UserID)
    case parted(UserID)
    case notification(UserID)
  }

  /// A name that an author gave, compared byte by byte, in what they wrote it.
  struct Key: Hashable {
    let author: UserID
    let conversation: ConversationID?
    let bytes: [UInt8]

    init(_ text: String, of author: UserID, in conversation: ConversationID? = nil) {
      self.author = author
      self.conversation = conversation
      bytes = Array(text.utf8)
    }
  }

  /// What the row says no to as a fault of ours: an id twice, a user who is not.
  struct Fault: Error {}

  var accounts: [UserID: Account] = [:]
  var people: [UserID: Person] = [:]
  var friends: Set<Pair> = []
  var invites: [InviteID: InviteRow] = [:]
  var reports: [ReportID: ReportRow] = [:]
  var leftPictures: [ReportID: UsersPicture] = [:]
  var signup: SignupMode?
  var requests: [Pair: Timestamp] = [:]
  var blocks: Set<Pair> = []
  var bells: [UserID: [BellEntry]] = [:]
  var sessions: [SessionID: Login] = [:]
  var leavers: [UserID: Leaver] = [:]
  var retiredNames: Set<String> = []
  var factors: [UserID: Factor] = [:]
  var recoveryHashes: [UserID: Set<[UInt8]>] = [:]
  var usedAt: [SessionID: Timestamp] = [:]
  var media: [MediaID: MediaRow] = [:]
  var mediaFiles: [MediaFile.Hash: MediaFile] = [:]
  var posts: [PostID: PostRow] = [:]
  var postKeys: [Key: PostID] = [:]
  var rooms: [ConversationID: Room] = [:]
  var logs: [Topic: [Entry]] = [:]
  /// Messages, over all rooms, and people, in the order they came.
  var written: [(room: ConversationID, seq: Int64)] = []
  var came: [UserID] = []

  /// Carries out one change.
  ///
  /// - Throws: ``Fault``; nothing was written.
  mutating func apply(_ change: Change) throws -> Outcome {
    switch change {
    case .signUp(let user, let session): try signUp(user, session)
    case .setUp(let user, let session): try setUp(user, session)
    case .invite(let new): invite(new)
    case .withdrawInvite(let id, let user): withdraw(id, by: user)
    case .changeAccount(let change): changeAccount(change)
    case .report(let new): try report(new)
    case .settleReport(let id, let state, let admin, let time):
      try settle(id, as: state, by: admin, at: time)
    case .countReports(let admin): countReports(for: admin)
    case .takeOver(let room, let admin, _): try takeOver(room, by: admin)
    case .setSignup(let mode, let admin): setSignup(mode, by: admin)
    case .openSession(let session): try open(session)
    case .setUpFactor(let user, let secret): setUpFactor(user, secret)
    case .confirmFactor(let confirmation): confirm(confirmation)
    case .removeFactor(let user): removeFactor(user)
    case .openProvenSession(let session, let proof): try open(session, proof)
    case .updateProfile(let user, let change): update(user, change)
    case .befriend(let user, let other, let time): befriend(user, other, at: time)
    case .unfriend(let user, let other): unfriend(user, other)
    case .block(let user, let other, _): block(user, other)
    case .unblock(let user, let other): try unblock(user, other)
    case .touch(let user, let activeAt, let awayAt, let isSeen):
      touch(user, activeAt, awayAt, isSeen: isSeen)
    case .readNotifications(let user, let seq): readBell(of: user, upTo: seq)
    case .endSession(let id): end(id)
    case .rehash(let user, let hash, let old): rehash(user, to: hash, insteadOf: old)
    case .setRole(let user, let role): setRole(user, role)
    case .changePassword(let new): changePassword(new)
    case .disable(let user): setDisabled(user, true)
    case .enable(let user): setDisabled(user, false)
    case .noteUse(let session, let time): noteUse(session, at: time)
    case .setPicture(let user, let picture): setPicture(user, picture)
    case .leaveHubbub(let user, let hash, let time):
      leaveHubbub(user, provedBy: hash, at: time)
    case .erase(let user, let time, let rows): try erase(user, leftBefore: time, rows: rows)
    // What is written is found at once.
    case .fillSearch: .unchanged(.searchFilled(hasMore: false))
    case .keepMedia(let media): try keep(media)
    case .mendMedia(let file): mend(file)
    case .describeMedia(let id, let user, let alt): describe(id, by: user, alt: alt)
    case .dropMedia(let id, let user): drop(id, by: user)
    case .sweepMedia(let time, let rows): sweepMedia(neverShownBefore: time, rows: rows)
    case .post(let post): try write(post)
    case .editPost(let id, let user, let edit, let time):
      self.edit(id, by: user, edit, at: time)
    case .comment(let comment): try write(comment)
    case .deleteComment(let id, let post, let user): deleteComment(id, of: post, by: user)
    case .deletePost(let id, let user): deletePost(id, by: user)
    case .like(let post, let user, let time): try like(true, post, by: user, at: time)
    case .unlike(let post, let user): try like(false, post, by: user, at: nil)
    case .open(let conversation): try open(conversation)
    case .direct(let direct): try open(direct)
    case .retitle(let id, let title, let user): retitle(id, to: title, by: user)
    case .join(let room, let user, _): try join(room, user)
    case .add(let added, let id, let user, let time): try add(added, to: id, by: user, at: time)
    case .leave(let room, let user): leave(room, user)
    case .remove(let removed, let id, let user): remove(removed, from: id, by: user)
    case .setMemberRole(let member, let role, let id, let user):
      try setMemberRole(member, role, in: id, by: user)
    case .message(let message): write(message)
    case .editMessage(let place, let user, let text, let time):
      self.edit(place, by: user, to: text, at: time)
    case .deleteMessage(let place, let user): deleteMessage(place, by: user)
    case .react(let place, let reacted): react(place, reacted)
    case .read(let room, let user, let seq): read(room, by: user, seq: seq)
    }
  }

  /// Gives an entry its topic's next number.
  mutating func append(_ entry: Entry, to topic: Topic) -> Int64 {
    logs[topic, default: []].append(entry)
    return head(of: topic)
  }

  func head(of topic: Topic) -> Int64 { Int64(logs[topic]?.count ?? 0) }
}
