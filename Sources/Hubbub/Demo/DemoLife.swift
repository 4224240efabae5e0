import HubbubDomain
import HubbubHub
import Logging
import NIOCore
import ServiceLifecycle

/// Keeps the sample community alive: its people come and go, like, write and answer.
struct DemoLife: Service, CustomStringConvertible {
  let community: DemoCommunity
  let hub: Hub
  let loops: any EventLoopGroup

  var description: String { "demo" }

  /// Lives until the server ends.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var day = DemoDay(community: community, hub: hub, loops: loops)
      do {
        try await day.begin()
        while !Task.isCancelled {
          try await Task.sleep(for: .milliseconds(Int.random(in: Limits.demoPause)))
          try await day.goOn()
        }
      } catch {
        // The server ends, and the day with it.
      }
    }
  }
}

/// What happens next, and to whom.
private struct DemoDay {
  let community: DemoCommunity
  let hub: Hub
  let loops: any EventLoopGroup
  private var guests: [DemoGuest] = []
  private var posts: [PostID]
  private var turn = 0

  init(community: DemoCommunity, hub: Hub, loops: any EventLoopGroup) {
    self.community = community
    self.hub = hub
    self.loops = loops
    posts = community.posts
  }

  /// Most of the people are here: all but the two whom somebody plays, and two who are away.
  mutating func begin() async throws {
    for session in community.sessions.dropFirst(DemoCommunity.ready).dropLast(2) {
      try await arrive(session)
    }
  }

  private mutating func arrive(_ session: Session) async throws {
    guard let guest = try await DemoGuest.arrive(session, at: hub, on: loops.next()) else {
      return
    }
    guest.start()
    guests.append(guest)
  }

  /// One thing happens.
  mutating func goOn() async throws {
    turn += 1
    for guest in guests where await !guest.isHere {
      guests.removeAll { $0 === guest }
    }
    for guest in guests { guest.look() }
    guard let guest = guests.randomElement() else { return }
    switch turn % 8 {
    case 0: try await comeOrGo()
    case 1, 4: await post(by: guest)
    case 2: try await say(DemoWords.roomTalk, in: community.room, by: guest)
    case 3: await comment(by: guest)
    case 5: try await write(by: guest)
    case 6: try await sayInGroup()
    default: like(by: guest)
    }
    like(by: guest)
  }

  private func like(by guest: DemoGuest) {
    if let post = posts.suffix(12).randomElement() { guest.like(post) }
  }

  /// Somebody who was here goes, or who was away comes.
  private mutating func comeOrGo() async throws {
    let here = Set(guests.map(\.session.id))
    let away = community.sessions.dropFirst(DemoCommunity.ready).filter { !here.contains($0.id) }
    if away.count > 1, let one = away.randomElement() { return try await arrive(one) }
    guard guests.count > 4, let index = guests.indices.randomElement() else { return }
    guests.remove(at: index).leave()
  }

  private mutating func post(by guest: DemoGuest) async {
    // A few, and then they have said what there was to say.
    let index = posts.count - community.posts.count
    guard index < DemoWords.news.count, turn > 1 else { return like(by: guest) }
    let id = PostID.make()
    let new = NewPost(
      id: id, author: guest.session.user, key: "\(id)", text: DemoWords.news[index],
      audience: .public, createdAt: .now())
    if case .done = await hub.commit(.post(new)) { posts.append(id) }
  }

  private func comment(by guest: DemoGuest) async {
    guard let post = posts.suffix(8).randomElement(), let text = DemoWords.comments.randomElement()
    else { return }
    let id = CommentID.make()
    _ = await hub.commit(
      .comment(
        NewComment(
          id: id, post: post, author: guest.session.user, key: "\(id)", text: text,
          createdAt: .now())))
  }

  private func say(
    _ words: [String], in conversation: ConversationID, by guest: DemoGuest
  ) async throws {
    guest.type(in: conversation)
    try await Task.sleep(for: Limits.demoTyping)
    guest.send(words[turn / 8 % words.count], to: conversation)
  }

  private func sayInGroup() async throws {
    let members = Set(["ella", "leo", "paul", "sam"])
    guard let guest = guests.first(where: { members.contains($0.session.user.username) }) else {
      return
    }
    try await say(DemoWords.groupTalk, in: community.group, by: guest)
  }

  /// Writes to one of the two whom somebody plays.
  private func write(by guest: DemoGuest) async throws {
    guard let player = community.sessions.prefix(DemoCommunity.ready).randomElement() else {
      return
    }
    let opened = await hub.commit(
      .direct(
        NewDirect(
          id: .make(), opener: guest.session.user, other: player.user.id, createdAt: .now())))
    guard case .success(.conversation(let conversation)) = opened.result else { return }
    try await say(DemoWords.directTalk, in: conversation.id, by: guest)
  }
}
