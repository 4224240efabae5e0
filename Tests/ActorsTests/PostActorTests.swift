import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@Suite struct PostActorTests {
  private let post = PostID.make()
  private let author = UserID.make()
  private let stranger = UserID.make()
  private let announcer = FakeAnnouncer()
  /// Nobody runs it: what is appended stays.
  private let writer = Writer(store: MemoryStore(), herald: FakeHerald())
  private let log = OutcomeLog()

  private func actor(version: Int64 = 0) -> PostActor {
    let state = PostState(author: author, likes: LikeCount(count: version, version: version))
    return PostActor(PostRules(id: post, state), writer: writer, announcer: announcer)
  }

  /// `count` people like it, one after another.
  private func likes(_ count: Int64) -> Event {
    Event(
      topic: .post(post), seq: nil, body: .likes(post, LikeCount(count: count, version: count)))
  }

  private var versions: [Int64] {
    announcer.announced.map {
      if case .likes(_, let likes) = $0.body { likes.version } else { -1 }
    }
  }

  @Test func `a new count is announced at once`() async {
    await actor().absorb(likes(1))
    #expect(announcer.announced == [likes(1)])
    #expect(announcer.reminders == [.init(topic: .post(post), delay: Limits.likesTick)])
  }

  @Test func `a storm of likes is announced at most once per tick, the last always`() async {
    let actor = actor()
    for count in 1...500 { await actor.absorb(likes(Int64(count))) }
    #expect(versions == [1])
    await actor.remind()
    #expect(versions == [1, 500])
    await actor.absorb(likes(501))
    #expect(versions == [1, 500])
    await actor.remind()
    #expect(versions == [1, 500, 501])
    #expect(announcer.reminders.count == 3)
  }

  @Test func `after a quiet tick nothing is announced, and the next count at once`() async {
    let actor = actor()
    await actor.absorb(likes(1))
    await actor.remind()
    #expect(versions == [1])
    #expect(announcer.reminders.count == 1)
    await actor.absorb(likes(2))
    #expect(versions == [1, 2])
  }

  @Test func `an older version changes nothing`() async {
    let actor = actor(version: 7)
    await actor.absorb(likes(8))
    await actor.remind()
    await actor.absorb(likes(6))
    await actor.absorb(likes(8))
    await actor.remind()
    #expect(versions == [8])
  }

  @Test func `who woke after the count was stored announces it all the same`() async {
    await actor(version: 7).absorb(likes(7))
    #expect(versions == [7])
  }

  @Test func `a like is appended and nothing is announced before it is committed`() async {
    await actor().take(.like(by: stranger, at: .now(), log.asker))
    await actor().take(.unlike(by: stranger, log.asker))
    #expect(writer.counts.waiting == 2)
    #expect(log.outcomes.isEmpty)
    #expect(announcer.announced.isEmpty)
  }

  @Test func `a like that the writer has no room for is told busy`() async throws {
    for _ in 0..<Limits.writerChanges {
      writer.append(.endSession(.make()), answering: Asker { _ in })
    }
    await actor().take(.like(by: stranger, at: .now(), log.asker))
    #expect(log.outcomes == [.refused(.busy)])
    #expect(announcer.announced.isEmpty)
  }
}
