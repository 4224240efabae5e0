import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@Suite struct UserActorTests {
  private let announcer = FakeAnnouncer()
  /// Nobody runs it: what is appended stays.
  private let writer = Writer(store: MemoryStore(), herald: FakeHerald())
  private let clock = ManualHubClock()
  private let user = UserID.make()
  private let phone = SessionID.make()
  private let laptop = SessionID.make()
  private let log = OutcomeLog()

  private func actor() -> UserActor {
    UserActor(
      user, presence: PresenceRules(idleAfter: .seconds(1_200), grace: .seconds(20)),
      writer: writer, announcer: announcer, now: { [clock] in clock.wallTime() })
  }

  private func attach(_ socket: SocketID, of session: SessionID) -> UserLetter {
    .attach(socket, of: session, as: .member, .never, at: clock.wallTime())
  }

  private var states: [PresenceState] {
    announcer.published.compactMap { event in
      guard event.topic == .person(user), case .presence(user, let presence) = event.body else {
        return nil
      }
      return presence.state
    }
  }

  @Test func `ending a session closes its sockets and no other device's`() async {
    let actor = actor()
    let sockets = (0..<3).map { _ in SocketID.make() }
    await actor.take(attach(sockets[0], of: phone))
    await actor.take(attach(sockets[1], of: laptop))
    await actor.take(attach(sockets[2], of: phone))
    await actor.take(.end([phone], .suspended))
    #expect(announcer.closings == [.init(sockets: [sockets[0], sockets[2]], code: .suspended)])
  }

  @Test func `a socket that comes just after its session ended is signed out`() async {
    let actor = actor()
    let late = SocketID.make()
    await actor.take(.end([phone], .signedOut))
    await actor.take(attach(late, of: phone))
    #expect(announcer.closings.last == .init(sockets: [late], code: .signedOut))
    #expect(states == [])
  }

  @Test func `a socket that is gone is not closed again`() async {
    let actor = actor()
    let socket = SocketID.make()
    await actor.take(attach(socket, of: phone))
    await actor.take(.detach(socket, at: clock.wallTime()))
    await actor.take(.end([phone], .signedOut))
    #expect(announcer.closings == [.init(sockets: [], code: .signedOut)])
  }

  @Test func `friends are told once when somebody comes, and after the grace when they went`() async
  {
    let actor = actor()
    let sockets = [SocketID.make(), .make()]
    await actor.take(.active(at: clock.wallTime(), log.asker))
    for socket in sockets { await actor.take(attach(socket, of: phone)) }
    #expect(states == [.online])
    for socket in sockets { await actor.take(.detach(socket, at: clock.wallTime())) }
    // A socket that goes twice is one socket.
    await actor.take(.detach(sockets[0], at: clock.wallTime()))
    #expect(states == [.online])
    clock.advance(by: .seconds(20))
    await actor.remind()
    #expect(states == [.online, .offline])
    #expect(log.outcomes == [.unchanged(.nothing)])
  }

  @Test func `reminders do not multiply, however often somebody comes back`() async {
    let actor = actor()
    await actor.take(.active(at: clock.wallTime(), log.asker))
    for _ in 0..<10 {
      let socket = SocketID.make()
      await actor.take(attach(socket, of: phone))
      await actor.take(.detach(socket, at: clock.wallTime()))
      await actor.take(attach(.make(), of: phone))
      clock.advance(by: .seconds(20))
      await actor.remind()
    }
    // One for going idle, asked for at first; none of the rest asked for it again.
    let long = announcer.reminders.count { $0.delay > .seconds(20) }
    #expect(long == 1)
  }

  @Test func `one reminder is under way at a time`() async {
    let actor = actor()
    await actor.take(.active(at: clock.wallTime(), log.asker))
    await actor.take(attach(.make(), of: phone))
    let count = announcer.reminders.count
    for _ in 0..<50 { await actor.take(.active(at: clock.wallTime(), log.asker)) }
    #expect(announcer.reminders.count == count)
  }

  private func farewell(_ actor: UserActor) async -> Change? {
    await withCheckedContinuation { done in
      Task { await actor.take(.farewell { done.resume(returning: $0) }) }
    }
  }

  @Test func `the last word of who is here is what the row does not have`() async {
    let actor = actor()
    #expect(await farewell(actor) == nil)
    await actor.take(attach(.make(), of: phone))
    let click = clock.wallTime()
    await actor.take(.active(at: click, log.asker))
    clock.advance(by: .seconds(10))
    await actor.take(.active(at: clock.wallTime(), log.asker))
    #expect(
      await farewell(actor)
        == .touch(
          user, activeAt: clock.wallTime(), awayAt: nil, isSeen: true))
    #expect(await farewell(actor) == nil)
  }

  @Test func `a touch that could not be written is tried again`() async {
    writer.close()
    let actor = actor()
    await actor.take(attach(.make(), of: phone))
    await actor.take(.active(at: clock.wallTime(), log.asker))
    func tries() -> Int { announcer.reminders.count { $0.delay == Limits.touchRetry } }
    #expect(tries() == 1)
    clock.advance(by: Limits.touchRetry)
    await actor.remind()
    #expect(tries() == 2)
    #expect(await farewell(actor) != nil, "it is still owed")
  }

  @Test func `a full mailbox may refuse what a person did but not what sockets do`() {
    let now = Timestamp.now()
    #expect(!UserLetter.attach(.make(), of: phone, as: .member, .never, at: now).isRefusable)
    #expect(!UserLetter.detach(.make(), at: now).isRefusable)
    #expect(!UserLetter.end([phone], .signedOut).isRefusable)
    #expect(!UserLetter.visibility(isInvisible: true, at: now).isRefusable)
    let active = UserLetter.active(at: .now(), log.asker)
    #expect(active.isRefusable)
    active.refuse(.busy)
    #expect(log.refusals == [.busy])
  }
}
