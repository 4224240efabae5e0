import HubbubDomain

/// The values whose frames are recorded, by the record's names.
extension RecordedFrameTests {
  static let events: [String: Event] = {
    let square = Topic.conversation(Recorded.square)
    let ada = Topic.user(Recorded.ada.id)
    func event(_ topic: Topic, _ seq: Int64?, _ body: Event.Body) -> Event {
      Event(topic: topic, seq: seq, body: body)
    }
    func member(_ user: User, _ role: MemberRole, _ change: MemberChange, _ seq: Int64) -> Event {
      event(square, seq, .member(Member(user: user, role: role), change))
    }
    return [
      "skip": event(.feed, 19, .skip),
      "message": event(
        square, 43, .message(Recorded.message(43, number: 40, by: Recorded.ada, "hi"))),
      "message, with characters to escape": event(
        square, 44,
        .message(Recorded.message(44, number: 41, by: Recorded.bob, Recorded.escaped))),
      "member joined": member(Recorded.eve, .member, .joined, 48),
      "member left": member(Recorded.eve, .member, .left, 49),
      "member removed": member(Recorded.eve, .member, .removed, 50),
      "member's role": member(Recorded.bob, .admin, .role, 51),
      "conversation": event(square, 52, .conversation(Recorded.room)),
      "conversation, to who is added": event(ada, 4, .conversation(Recorded.begun)),
      "post": event(
        .feed, 18, .post(Recorded.post(Recorded.morning, "Good morning", .public, key: "post-7"))),
      "post, for friends": event(
        .person(Recorded.ada.id), 1,
        .post(
          Recorded.post(
            Recorded.secret, "Only for you", .friends, editedAt: Recorded.edited,
            likes: LikeCount(count: 3, version: 5), comments: 2, key: "post-8"))),
      "post, for me": event(
        ada, 5, .post(Recorded.post(Recorded.id(0x3000, 9), "A note", .me, key: "post-9"))),
      "message, a reply": event(square, 46, .message(Recorded.reply)),
      "message_edited": event(square, 45, .messageEdited(Recorded.edited43, nil)),
      "message_edited, by a reaction": event(
        square, 47,
        .messageEdited(
          Recorded.edited43, Reacted(user: Recorded.bob.id, emoji: "👍", given: true))),
      "message_deleted": event(square, 47, .messageDeleted(Recorded.deleted43)),
      "notification, of a message": event(
        ada, 8,
        .notification(
          Notification(
            seq: 8, kind: .message, actor: Recorded.eve, place: .init(Recorded.direct, seq: 12),
            createdAt: Recorded.edited, isRead: false))),
      "post_deleted": event(.feed, 21, .postDeleted(Recorded.morning)),
      "post_edited": event(
        .feed, 20,
        .postEdited(
          Recorded.post(
            Recorded.morning, "Good day", .public, editedAt: Recorded.edited,
            likes: LikeCount(count: 3, version: 9), comments: 2, key: "post-7"))),
      "comment": event(.post(Recorded.morning), 6, .comment(Recorded.comment)),
      "comment_deleted": event(
        .post(Recorded.morning), 7,
        .commentDeleted(Recorded.comment.id, of: Recorded.morning, seq: 6)),
      "notification": event(
        ada, 6,
        .notification(
          Notification(
            seq: 6, kind: .like, actor: Recorded.bob, post: Recorded.morning,
            createdAt: Recorded.edited, isRead: false))),
      "friend": event(ada, 7, .friend(Recorded.bob, .friends)),
      "presence": event(
        .person(Recorded.bob.id), nil,
        .presence(Recorded.bob.id, Presence(.idle, since: Recorded.edited))),
      "profile": event(.person(Recorded.bob.id), nil, .profile(Recorded.bob)),
      "profile, with a picture": event(.feed, nil, .profile(Recorded.pictured)),
      "settings": event(
        ada, nil,
        .settings(OwnProfile.Settings(theme: .dark, language: .german, motion: .reduced))),
      "notifications": event(ada, nil, .notifications(unread: 3)),
      "reports": event(ada, nil, .reports(open: 2)),
      "likes": event(
        .post(Recorded.morning), nil,
        .likes(Recorded.morning, LikeCount(count: 4, version: 10))),
      "liked": event(ada, nil, .liked(Recorded.morning, mine: true, version: 10)),
      "read": event(
        .conversation(Recorded.direct), nil,
        .read(Recorded.direct, Recorded.eve.id, seq: 12)),
      "unread": event(ada, nil, .unread(Recorded.square, unread: 2, ReadMark(seq: 41, number: 38))),
      "typing": event(square, nil, .typing(Recorded.square, Recorded.bob.id)),
    ]
  }()

  static let answers: [String: [UInt8]] = {
    let square = Topic.conversation(Recorded.square)
    func likes(_ count: Int64, _ version: Int64, mine: Bool) -> Likes {
      Likes(LikeCount(count: count, version: version), mine: mine)
    }
    return [
      "hello": Wire.hello(
        Wire.Hello(
          epoch: "e-1", session: Recorded.session, user: Recorded.ada, role: .admin,
          heartbeat: .seconds(25))),
      "joined": Wire.joined(square, head: 43),
      "left": Wire.left(square),
      "started": Wire.started(
        ref: 1, heads: [square: 43, .feed: 17, .user(Recorded.ada.id): 3], reset: []),
      "started, with topics to read again": Wire.started(
        ref: 1, heads: [square: 2043, .feed: 17], reset: [.feed, square]),
      "subscribed, with the figures": Wire.subscribed(ref: 2, [.stats: Wire.TopicState(seq: 0)]),
      "subscribed": Wire.subscribed(
        ref: 2,
        [
          .post(Recorded.morning): Wire.TopicState(
            seq: 5, likes: likes(3, 9, mine: true), comments: 2),
          .post(Recorded.secret): Wire.TopicState(
            seq: 0, likes: likes(0, 0, mine: false), comments: 0),
        ]),
      "sent": Wire.answer(
        .message(id: Recorded.id(0x4000, 43), seq: 43, createdAt: Recorded.written), ref: 7),
      "liked, the answer": Wire.answer(.likes(likes(4, 10, mine: true)), ref: 9),
      "read, the answer": Wire.answer(.read(seq: 43, unread: 0), ref: 11),
      "done": Wire.answer(.nothing, ref: 14),
    ]
  }()

  static let refusals: [String: [UInt8]] = {
    let recorded: [Refusal] = [
      Refusal(.badRequest, "There is no such command.", field: "op"), .noSuchPost, .notMember,
      Refusal(.forbidden, "This is not yours."),
      Refusal(.blocked, "This person cannot be reached."),
      Refusal(.rateLimited, "Too fast.", retryAfter: .milliseconds(1500)),
      Refusal(.tooLarge, "At most 4000 characters may be in the text.", field: "text"),
      .keyReused, .busy, .unavailable,
    ]
    var frames: [String: [UInt8]] = [:]
    for refusal in recorded {
      frames["refused: \(refusal.code.rawValue)"] = Wire.refusal(refusal, ref: 7)
    }
    let unreadable = refusal(of: "")?.refusal ?? .busy
    frames["refused: unreadable"] = Wire.refusal(unreadable, ref: nil)
    return frames
  }()
}
