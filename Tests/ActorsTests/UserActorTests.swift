import HubbubActors
import HubbubDomain
import HubbubTesting
import Testing

@Suite struct UserActorTests {
  private let announcer = FakeAnnouncer()
  private let phone = SessionID.make()
  private let laptop = SessionID.make()
  private let log = OutcomeLog()

  @Test func `ending a session closes its sockets and no other device's`() async {
    let actor = UserActor(.make(), announcer: announcer)
    let sockets = (0..<3).map { _ in SocketID.make() }
    await actor.take(.attach(sockets[0], of: phone))
    await actor.take(.attach(sockets[1], of: laptop))
    await actor.take(.attach(sockets[2], of: phone))
    await actor.take(.end(phone, .suspended))
    #expect(announcer.closings == [.init(sockets: [sockets[0], sockets[2]], code: .suspended)])
  }

  @Test func `a socket that comes just after its session ended is signed out`() async {
    let actor = UserActor(.make(), announcer: announcer)
    let late = SocketID.make()
    await actor.take(.end(phone, .signedOut))
    await actor.take(.attach(late, of: phone))
    #expect(announcer.closings.last == .init(sockets: [late], code: .signedOut))
  }

  @Test func `a socket that is gone is not closed again`() async {
    let actor = UserActor(.make(), announcer: announcer)
    let socket = SocketID.make()
    await actor.take(.attach(socket, of: phone))
    await actor.take(.detach(socket))
    await actor.take(.end(phone, .signedOut))
    #expect(announcer.closings == [.init(sockets: [], code: .signedOut)])
  }

  @Test func `the clock of activity never goes back`() async {
    let actor = UserActor(.make(), announcer: announcer)
    let noon = Timestamp(milliseconds: 1_800_000_000_000)
    #expect(await actor.lastActive == nil)
    await actor.take(.active(at: noon, log.asker))
    await actor.take(.active(at: noon + .seconds(-5), log.asker))
    #expect(await actor.lastActive == noon)
    await actor.take(.active(at: noon + .seconds(5), log.asker))
    #expect(await actor.lastActive == noon + .seconds(5))
    #expect(log.outcomes.count == 3)
  }

  @Test func `a full mailbox may refuse what a person did but not what sockets do`() {
    #expect(!UserLetter.attach(.make(), of: phone).isRefusable)
    #expect(!UserLetter.detach(.make()).isRefusable)
    #expect(!UserLetter.end(phone, .signedOut).isRefusable)
    let active = UserLetter.active(at: .now(), log.asker)
    #expect(active.isRefusable)
    active.refuse(.busy)
    #expect(log.refusals == [.busy])
  }
}
