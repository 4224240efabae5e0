import HubbubDomain
import HubbubTesting

/// Changes that somebody might ask for, the same for the same seed: few
/// people, rooms and keys, so that they meet, repeat and contradict.
struct RandomChanges {
  private(set) var users: [User] = []
  private(set) var rooms: [ConversationID] = []
  private(set) var posts: [PostID] = []
  private(set) var comments: [CommentID] = []
  private(set) var logins: [NewSession] = []
  var invites: [NewInvite] = []
  /// Whoever may not have come in, and does with the next change.
  var refused: [NewUser] = []
  private(set) var clock = Timestamp(milliseconds: 1_800_000_000_000)
  var media: [MediaID] = []
  private var sent: NewMessage?
  private var shared: NewPost?
  var random: SeededGenerator

  private static let texts = ["hi", "ho", "é", "e\u{301}", "", "a\u{0}b", "@user1 @user2, hello"]
  private static let keys = (0..<6).map { "key\($0)" }

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The next few, of which later ones may rest on earlier ones.
  mutating func batch() -> [Change] {
    (0..<random.number(1...12)).map { _ in next() }
  }

  /// Whether to look at everything now.
  mutating func looks() -> Bool { random.once(in: 15) }

  private mutating func next() -> Change {
    // Now and then the clock stands still or goes back.
    clock = clock + .milliseconds(random.number(-2...5))
    if let refused = refused.popLast() { return .signUp(refused, nil) }
    guard users.count >= 3 else { return signUp() }
    if random.once(in: 3) { return people() }
    if random.once(in: 4) { return talking() }
    if random.once(in: 8) { return mediaChange() }
    return switch random.number(0...99) {
    case 0..<3: signUp()
    case 3..<8: openSession()
    case 8..<10: .endSession(someLogin())
    case 10..<11: rehash()
    case 11..<12: changePassword()
    case 12..<13: .noteUse(someLogin(), at: clock + .seconds(random.number(0...400)))
    case 13..<14 where random.once(in: 2):
      random.once(in: 3) ? .disable(someUser()) : .enable(random.pick(users).id)
    case 13..<14: .setRole(someUser(), random.pick(Role.allCases))
    case 14..<16: setPicture()
    case 16..<24: post()
    case 24..<28: .deletePost(somePost(), by: random.pick(users).id)
    case 28..<40: .like(somePost(), by: random.pick(users).id, at: clock)
    case 40..<48: .unlike(somePost(), by: random.pick(users).id)
    case 48..<51: room()
    case 51..<60: .join(someRoom(), random.pick(users), at: clock)
    case 60..<65: .leave(someRoom(), random.pick(users))
    case 65..<80: message()
    case 80..<82: leaving()
    case 82..<84: inviting()
    case 84..<90: factorChange()
    default: .read(someRoom(), by: random.pick(users).id, seq: Int64(random.number(-1...40)))
    }
  }

  /// What concerns people and what they share with each other.
  private mutating func people() -> Change {
    let (user, other) = (random.pick(users), someUser())
    return switch random.number(0...99) {
    case 0..<28: .befriend(user, other, at: clock)
    case 28..<38: .unfriend(user, other)
    case 38..<44: .block(user, other, at: clock)
    case 44..<50: .unblock(user, other)
    case 50..<56: .updateProfile(user.id, profile())
    case 56..<62:
      .touch(
        user.id, activeAt: clock, awayAt: random.once(in: 2) ? clock : nil,
        isSeen: random.once(in: 2))
    case 62..<68: .readNotifications(user.id, upTo: Int64(random.number(0...30)))
    case 68..<80:
      .editPost(
        somePost(), by: user.id,
        PostEdit(
          text: random.once(in: 2) ? random.pick(Self.texts) : nil,
          media: random.once(in: 3) ? shown() : nil,
          audience: random.once(in: 2) ? random.pick(Audience.allCases) : nil), at: clock)
    case 80..<94: comment(by: user)
    default:
      .deleteComment(comments.isEmpty ? id() : random.pick(comments), of: somePost(), by: user.id)
    }
  }

  private mutating func comment(by user: User) -> Change {
    let made: CommentID = random.once(in: 15) && !comments.isEmpty ? random.pick(comments) : id()
    if !comments.contains(made) { comments.append(made) }
    return .comment(
      NewComment(
        id: made, post: somePost(), author: user, key: random.pick(Self.keys),
        text: random.pick(Self.texts), createdAt: clock))
  }

  private mutating func profile() -> ProfileChange {
    var change = ProfileChange()
    if random.once(in: 2) { change.displayName = random.pick(["Ada", "ada", "Ödön", "user1"]) }
    if random.once(in: 2) { change.bio = random.pick(["", "hi"]) }
    if random.once(in: 2) { change.isInvisible = random.once(in: 2) }
    if random.once(in: 4) { change.messagesFrom = random.pick(MessagesFrom.allCases) }
    if random.once(in: 4) { change.theme = random.pick(Theme.allCases) }
    if random.once(in: 4) { change.language = random.pick(Language.allCases) }
    if random.once(in: 4) { change.motion = random.pick(Motion.allCases) }
    if random.once(in: 4) { change.tellsReads = random.once(in: 2) }
    if random.once(in: 4) { change.rings[random.pick([.message, .mention])] = random.once(in: 2) }
    return change
  }

  private mutating func signUp() -> Change {
    // Once in a while a name or an id that is there already.
    let name = "user\(random.number(0...users.count))"
    let user = User(
      id: random.once(in: 5) && !users.isEmpty ? random.pick(users).id : id(), username: name,
      displayName: name)
    let isNew = !users.contains { $0.username == name || $0.id == user.id }
    if isNew {
      users.append(user)
      if random.once(in: 2) { return mayComeIn(user) }
    }
    let login = random.once(in: 3) ? newLogin(of: user.id, mayBeWrong: !isNew) : nil
    return .signUp(
      NewUser(user: user, passwordHash: nil, role: .member, createdAt: clock), login)
  }

  private mutating func openSession() -> Change {
    .openSession(newLogin(of: random.pick(users).id))
  }

  mutating func newLogin(of user: UserID, mayBeWrong: Bool = true) -> NewSession {
    let login = NewSession(
      id: id(), user: user, tokenHash: (0..<32).map { _ in UInt8(random.number(0...255)) },
      userAgent: "random", createdAt: clock,
      expiresAt: clock + .milliseconds(random.number(1...200)),
      provedBy: mayBeWrong && random.once(in: 4) ? someHash() : nil)
    logins.append(login)
    return login
  }

  /// Few secrets, steps and codes, so that they fit now and then, and are used twice.
  private mutating func factorChange() -> Change {
    let secret = [UInt8](repeating: UInt8(random.number(0...1)), count: 4)
    return switch random.number(0...9) {
    case 0..<3: .setUpFactor(someUser(), sealedSecret: secret)
    case 3..<5:
      .confirmFactor(
        FactorConfirmation(
          user: someUser(), sealedSecret: secret, step: Int64(random.number(0...2)),
          recoveryHashes: [[1], [2]], at: clock))
    case 5: .removeFactor(someUser())
    case 6..<8:
      .openProvenSession(
        newLogin(of: someUser()), .step(Int64(random.number(0...5)), sealedSecret: secret))
    default:
      .openProvenSession(
        newLogin(of: someUser()), .recoveryCode(hash: [UInt8(random.number(1...3))]))
    }
  }

  /// People leave now, or left about as long ago as one may come back.
  private mutating func leaving() -> Change {
    let longAgo = clock + (.zero - Limits.returnPeriod)
    guard random.once(in: 2) else {
      return .erase(someUser(), leftBefore: longAgo, rows: random.number(1...3))
    }
    let moment = random.once(in: 3) ? clock : longAgo + .milliseconds(random.number(-3...20))
    return .leaveHubbub(
      random.pick(users).id, provedBy: random.once(in: 4) ? someHash() : nil, at: moment)
  }

  private mutating func rehash() -> Change {
    .rehash(random.pick(users).id, to: someHash(), insteadOf: someHash())
  }

  private mutating func changePassword() -> Change {
    .changePassword(
      NewPassword(
        of: someUser(), hash: someHash(), insteadOf: random.once(in: 2) ? someHash() : nil,
        asker: random.once(in: 2) ? someLogin() : nil))
  }

  private mutating func someHash() -> String { random.pick(["one", "two"]) }

  private mutating func someLogin() -> SessionID {
    logins.isEmpty ? id() : random.pick(logins).id
  }

  /// Whoever does something afterwards has the new picture.
  private mutating func setPicture() -> Change {
    let (user, picture): (UserID, PictureID?) = (someUser(), random.once(in: 3) ? nil : id())
    if let place = users.firstIndex(where: { $0.id == user }) {
      users[place] = users[place].with(picture: picture)
    }
    return .setPicture(user, picture)
  }

  private mutating func post() -> Change {
    if let shared, random.once(in: 4) { return .post(shared) }
    let made: PostID = random.once(in: 15) && !posts.isEmpty ? random.pick(posts) : id()
    if !posts.contains(made) { posts.append(made) }
    let post = NewPost(
      id: made, author: random.pick(users), key: random.pick(Self.keys),
      text: random.pick(Self.texts), media: shown(), audience: random.pick(Audience.allCases),
      createdAt: clock)
    shared = post
    return .post(post)
  }

  private mutating func room() -> Change {
    .open(
      NewConversation(
        id: newConversation(), kind: .room, title: "Room \(random.number(0...5))",
        owner: random.pick(users),
        createdAt: clock))
  }

  /// Now and then the last one again, as somebody sends it who heard no answer.
  private mutating func message() -> Change {
    if let sent, random.once(in: 4) { return .message(sent) }
    let message = NewMessage(
      id: id(), conversation: someRoom(), author: random.pick(users),
      key: random.pick(Self.keys), text: random.pick(Self.texts), media: shown(),
      replyTo: random.once(in: 5) ? Int64(random.number(0...10)) : nil, createdAt: clock)
    sent = message
    return .message(message)
  }

  /// What concerns conversations other than rooms, and what was said already.
  private mutating func talking() -> Change {
    let (user, room) = (random.pick(users), someRoom())
    let place = MessagePlace(room, Int64(random.number(1...20)))
    return switch random.number(0...99) {
    case 0..<6: group()
    case 6..<12: direct()
    case 12..<18: .retitle(room, to: "Room \(random.number(0...5))", by: user)
    case 18..<28: .add(someUser(), to: room, by: user, at: clock)
    case 28..<36: .remove(someUser(), from: room, by: user)
    case 36..<46:
      .setMemberRole(someUser(), random.pick([.owner, .admin, .member]), in: room, by: user)
    case 46..<60:
      .editMessage(
        place, by: user, to: random.pick(Self.texts),
        at: random.once(in: 8) ? clock + Limits.editTime : clock)
    case 60..<70: .deleteMessage(place, by: user)
    case 70..<85:
      .react(
        place,
        Reacted(
          user: user.id, emoji: random.pick(["👍", "❤️"]), given: !random.once(in: 3)))
    default: message()
    }
  }

  private mutating func group() -> Change {
    let made = newConversation()
    let members = users.shuffled(using: &random).prefix(random.number(0...4)).map(\.id)
    let owner = random.pick(users)
    return .open(
      NewConversation(
        id: made, kind: .group, title: "Group \(random.number(0...3))", owner: owner,
        members: members.filter { $0 != owner.id }, createdAt: clock))
  }

  private mutating func direct() -> Change {
    .direct(
      NewDirect(
        id: newConversation(), opener: random.pick(users), other: someUser(), createdAt: clock))
  }

  private mutating func newConversation() -> ConversationID {
    let made: ConversationID = random.once(in: 10) ? someRoom() : id()
    if !rooms.contains(made) { rooms.append(made) }
    return made
  }

  private mutating func someUser() -> UserID {
    random.once(in: 10) ? id() : random.pick(users).id
  }

  private mutating func somePost() -> PostID {
    posts.isEmpty || random.once(in: 30) ? id() : random.pick(posts)
  }

  private mutating func someRoom() -> ConversationID {
    rooms.isEmpty || random.once(in: 30) ? id() : random.pick(rooms)
  }

  mutating func id<Kind>() -> Identifier<Kind> {
    Identifier(high: random.next(), low: random.next())
  }
}
