import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@Suite struct ConversationActorTests {
  private let room = ConversationID.make()
  private let ada = User(id: .make(), username: "ada", displayName: "Ada")
  private let bob = User(id: .make(), username: "bob", displayName: "Bob")
  private let announcer = FakeAnnouncer()
  /// Nobody runs it: what is appended stays.
  private let writer = Writer(store: MemoryStore(), herald: FakeHerald())
  private let log = OutcomeLog()

  private func actor(_ members: Set<UserID>) -> ConversationActor {
    let state = ConversationState(kind: .room, members: members, head: 1)
    return ConversationActor(
      ConversationRules(id: room, state), writer: writer, announcer: announcer)
  }

  private func message(by author: User) -> NewMessage {
    NewMessage(
      id: .make(), conversation: room, author: author, key: "k", text: "hi", createdAt: .now())
  }

  @Test func `who types is told to the members and answered`() async {
    await actor([ada.id, bob.id]).take(.typing(by: ada.id, at: .now(), isHeard: true, log.asker))
    #expect(
      announcer.published
        == [Event(topic: .conversation(room), seq: nil, body: .typing(room, ada.id))])
    #expect(log.outcomes == [.unchanged(.nothing)])
    #expect(writer.counts.waiting == 0)
  }

  @Test func `who types among 51 is answered, and nobody is told`() async {
    let others = Set((0..<50).map { _ in UserID.make() })
    await actor(others.union([ada.id])).take(
      .typing(by: ada.id, at: .now(), isHeard: true, log.asker))
    #expect(announcer.published.isEmpty)
    #expect(log.outcomes == [.unchanged(.nothing)])
  }

  @Test func `a stranger's read mark and typing are refused`() async {
    let actor = actor([ada.id])
    await actor.take(.read(by: bob.id, seq: 1, log.asker))
    await actor.take(.typing(by: bob.id, at: .now(), isHeard: true, log.asker))
    #expect(log.outcomes == [.refused(.notMember), .refused(.notMember)])
    #expect(announcer.published.isEmpty)
    #expect(writer.counts.waiting == 0)
  }

  @Test func `messages and read marks go to the writer and are answered by it`() async {
    let actor = actor([ada.id])
    await actor.take(.send(message(by: ada), log.asker))
    await actor.take(.send(message(by: bob), log.asker))
    await actor.take(.read(by: ada.id, seq: 1, log.asker))
    #expect(writer.counts.waiting == 3)
    #expect(log.outcomes.isEmpty)
  }

  @Test func `who was taken in by an event may type at once`() async {
    let actor = actor([ada.id])
    let joined = Event.Body.member(Member(user: bob, role: .member), .joined)
    await actor.absorb(Event(topic: .conversation(room), seq: 2, body: joined))
    await actor.take(.typing(by: bob.id, at: .now(), isHeard: true, log.asker))
    #expect(announcer.published.count == 1)
  }

  @Test func `a message that the writer has no room for is told busy`() async throws {
    for _ in 0..<Limits.writerChanges {
      writer.append(.endSession(.make()), answering: Asker { _ in })
    }
    let actor = actor([ada.id])
    await actor.take(.send(message(by: ada), log.asker))
    await actor.take(.read(by: ada.id, seq: 1, log.asker))
    #expect(log.outcomes == [.refused(.busy), .refused(.busy)])
  }

  @Test func `what a drained writer is asked is told unavailable`() async {
    writer.close()
    await actor([ada.id]).take(.send(message(by: ada), log.asker))
    #expect(log.outcomes == [.refused(.unavailable)])
  }
}
