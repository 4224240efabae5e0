import HubbubDomain
import HubbubStore
import HubbubTesting

/// All that can be asked of a store about what a ``RandomChanges`` may have
/// made, a line each, so that two stores can be compared and the first
/// difference shown.
struct StoreView {
  private(set) var lines: [String] = []

  init(of store: any Store, after changes: RandomChanges) async throws {
    let readers = changes.users.map(\.id) + [.hub]
    for reader in readers {
      try await look(store, as: reader, after: changes)
      try await lookAtPeople(store, as: reader, after: changes)
    }
    for user in changes.users {
      add("account", try await store.account(named: user.username))
      add("factor", try await store.factor(of: user.id))
      add("logins", try await store.sessions(of: user.id, at: changes.clock))
    }
    for login in changes.logins {
      add("login", try await store.session(tokenHash: login.tokenHash, at: changes.clock))
    }
    add("leavers", try await store.leavers(before: changes.clock, limit: 3))
    add("factors", try await store.hasFactors())
    try await lookAtInvites(store, after: changes)
    for post in changes.posts { add("wakes", try await store.wakePost(post)) }
    for room in changes.rooms {
      let state = try await store.wakeConversation(room)
      add("wakes", state.map { ($0.kind, $0.head, $0.members?.sorted()) })
    }
  }

  private mutating func look(
    _ store: any Store, as reader: UserID, after changes: RandomChanges
  ) async throws {
    let topics: [Topic] =
      [.feed, .user(reader)] + changes.users.map { .person($0.id) }
      + changes.rooms.map { .conversation($0) } + changes.posts.map { .post($0) }
    let heads = try await store.heads(topics)
    for topic in topics {
      add("head of \(topic)", heads[topic])
      add("hears \(topic)", try await store.mayHear(topic, reader))
      let events = try await store.read(topic, after: 3, limit: 50, as: reader)
      add("log", events.map { ($0.seq, $0.body, $0.hiddenFrom.sorted()) })
    }
    for post in changes.posts {
      add("hears", try await store.mayHear(.post(post), reader))
      add("post", try await store.post(post, for: reader))
    }
    let feed = try await store.posts(.feed, for: reader, before: changes.posts.last, limit: 5)
    add("feed", (feed.items, feed.next))
    let rooms = try await store.rooms(
      matching: "M 1", for: reader, before: changes.rooms.last, limit: 2)
    add("rooms", (rooms.items, rooms.next))
    for room in changes.rooms { try await look(store, as: reader, into: room) }
    let snapshot = try await store.snapshot(for: reader, posts: 4)
    add("conversations", snapshot.conversations)
    add("shown", (snapshot.feed.items, snapshot.feed.next))
    add("heads", snapshot.heads.map { "\($0) \($1)" }.sorted())
    let heard = try await store.hearing(of: reader, posts: changes.posts)
    add("hearing", heard.topics.map { "\($0) \($1.floor) \($1.head)" }.sorted())
    add("unread", heard.unread.map { "\($0)" }.sorted())
    add("friends' presence", heard.friends.map { "\($0) \($1)" }.sorted())
    add("me", snapshot.me?.inOrder)
    add("listed", (snapshot.friends, snapshot.incoming, snapshot.outgoing))
    add("waiting", snapshot.unreadNotifications)
    add("open reports", snapshot.openReports)
  }

  private mutating func lookAtInvites(
    _ store: any Store, after changes: RandomChanges
  ) async throws {
    add("admins", try await store.hasAdmin())
    add("signup", try await store.signup())
    for waiting in [true, false] {
      let page = try await store.reports(waiting: waiting, before: nil, limit: 3)
      add("reports", (page.items, page.next))
      let next = try await store.reports(waiting: waiting, before: page.next, limit: 3)
      add("more reports", (next.items, next.next))
    }
    for start in [nil, "user1", "a"] {
      let page = try await store.listedAccounts(named: start, before: nil, limit: 3)
      add("listedAccounts", (page.items, page.next))
      let next = try await store.listedAccounts(named: start, before: page.next, limit: 3)
      add("more listedAccounts", (next.items, next.next))
    }
    for id in changes.media { add("reported media", try await store.reportedMedia(id)) }
    for invite in changes.invites {
      add("inviter", try await store.inviter(codeHash: invite.codeHash, at: changes.clock))
    }
    for user in changes.users {
      let told = try await store.reports(by: user.id, after: nil, limit: 2)
      add("told", told)
      add("told then", try await store.reports(by: user.id, after: told.last?.id, limit: 9))
    }
    for inviter in [nil] + changes.users.map(\.id) {
      let page = try await store.invites(of: inviter, before: nil, limit: 3)
      add("invites", (page.items, page.next))
      let next = try await store.invites(of: inviter, before: page.next, limit: 2)
      add("more invites", (next.items, next.next))
    }
  }

  private mutating func lookAtPeople(
    _ store: any Store, as reader: UserID, after changes: RandomChanges
  ) async throws {
    let lists: [PeopleList] =
      [.named("user1"), .named("a"), .named("ö"), .friends, .incoming, .outgoing, .blocked]
      + changes.posts.suffix(5).map { .likers($0) }
    for list in lists {
      let page = try await store.people(list, for: reader, before: nil, limit: 3)
      add("\(list)", (page.items, page.next))
    }
    for user in changes.users {
      add("profile", try await store.profile(named: user.username, for: reader))
      add("seen", try await store.lastSeen(of: user.id))
      add("picture", try await store.picture(of: user.id, for: reader))
      add("reported pictures", try await store.reportedPictures(of: user.id).sorted())
      let posts = try await store.posts(.of(user.id), for: reader, before: nil, limit: 3)
      add("posts", (posts.items, posts.next))
    }
    try await lookAtBelongings(store, of: reader, after: changes)
    for id in changes.media {
      add("own media", try await store.ownMedia(id, of: reader))
      add("shown media", try await store.shownMedia(id, for: reader))
    }
    add("media", try await store.media(of: reader, after: nil, limit: 3))
    add("media bytes", try await store.mediaBytes(of: reader))
    add("files", try await store.mediaFiles(after: nil, limit: 10))
    add("unused", try await store.hasUnusedMedia(neverShownBefore: changes.clock))
    for kind in Searched.allCases {
      for words in ["h", "e", "user1 a"] {
        let page = try await store.search(kind, for: words, as: reader, before: nil, limit: 3)
        add("\(kind) with \(words)", (page.items, page.next))
        let rest = try await store.search(kind, for: words, as: reader, before: page.next, limit: 2)
        add("and then", (rest.items, rest.next))
      }
    }
    add("bell", try await store.notifications(of: reader, before: nil, limit: 4))
    for post in changes.posts {
      do {
        let page = try await store.comments(of: post, before: nil, limit: 3, for: reader)
        add("comments", (page.items, page.next))
      } catch let refusal as Refusal {
        add("comments", refusal.code)
      }
    }
  }

  private mutating func lookAtBelongings(
    _ store: any Store, of reader: UserID, after changes: RandomChanges
  ) async throws {
    for room in try await store.conversationsWritten(by: reader) {
      add("wrote", try await store.messages(of: room, by: reader, after: 2, upTo: 20))
    }
    let comment = changes.comments.first
    add("commented", try await store.comments(by: reader, after: comment, limit: 3))
    add("likes", try await store.likes(by: reader, after: changes.posts.first, limit: 3))
  }

  private mutating func look(
    _ store: any Store, as reader: UserID, into room: ConversationID
  ) async throws {
    add("room", try await store.conversation(room, for: reader))
    add("unread", try await store.unread(of: reader, in: room))
    let reads = try await store.reads(of: room, for: reader)
    add("reads", reads.map { "\($0) \($1)" }.sorted())
    do {
      let members = try await store.members(of: room, after: nil, limit: 2, for: reader)
      add("members", (members.items, members.next))
    } catch let refusal as Refusal {
      add("members", refusal.code)
    }
    for range in [MessageRange.latest, .after(5), .before(9), .around(6)] {
      do {
        add("messages", try await store.messages(of: room, range, limit: 4, for: reader))
      } catch let refusal as Refusal {
        add("messages", refusal.code)
      }
    }
  }

  private mutating func add(_ name: String, _ value: Any?) {
    lines.append("\(name): \(value.map { String(describing: $0) } ?? "nothing")")
  }
}

extension OwnProfile {
  /// All of it as text, the same for the same: a set lists its elements in any order.
  fileprivate var inOrder: String {
    let choices = (settings.messagesFrom, settings.theme, settings.language, settings.motion)
    let silenced = settings.silenced.map(\.rawValue).sorted()
    return "\(user) \(role) \(bio) \(createdAt) \(isInvisible) \(hasFactor) \(choices) "
      + "\(settings.tellsReads) \(silenced)"
  }
}
