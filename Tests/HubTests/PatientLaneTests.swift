import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// What waits because it is in no hurry.
@Suite struct PatientLaneTests {
  private static func delivery(of user: UserID, _ state: PresenceState, at time: Int64) -> Delivery
  {
    let presence = Presence(state, since: Timestamp(milliseconds: time))
    return Delivery(Event(topic: .person(user), seq: nil, body: .presence(user, presence)))
  }

  private static func user() -> UserID { .make(at: Timestamp(milliseconds: 1)) }

  @Test func `of two about the same person the newer is told, in the older one's place`() {
    let lane = PatientLane()
    let (ana, ben) = (Self.user(), Self.user())
    let newest = Self.delivery(of: ana, .offline, at: 3)
    let first = lane.add(Self.delivery(of: ana, .online, at: 1))
    let other = lane.add(Self.delivery(of: ben, .online, at: 2))
    let again = lane.add(newest)
    #expect(first)
    #expect(!other)
    #expect(!again)
    lane.beginRound()
    #expect(lane.nextDelivery() === newest)
    #expect(lane.nextDelivery()?.topic == .person(ben))
    #expect(lane.nextDelivery() == nil)
    #expect(!lane.endRound())
  }

  @Test func `what comes during a round has one of its own`() {
    let lane = PatientLane()
    let ana = Self.user()
    _ = lane.add(Self.delivery(of: ana, .online, at: 1))
    lane.beginRound()
    let begins = lane.add(Self.delivery(of: ana, .offline, at: 2))
    #expect(!begins)
    _ = lane.nextDelivery()
    #expect(lane.nextDelivery() == nil)
    #expect(lane.endRound())
    lane.beginRound()
    #expect(lane.nextDelivery() != nil)
    #expect(!lane.endRound())
    let anew = lane.add(Self.delivery(of: ana, .online, at: 3))
    #expect(anew)
  }

  @Test func `however often somebody flickers, one delivery waits`() {
    let lane = PatientLane()
    let ana = Self.user()
    for time in 0..<1_000 { _ = lane.add(Self.delivery(of: ana, .online, at: Int64(time))) }
    lane.beginRound()
    _ = lane.nextDelivery()
    #expect(lane.nextDelivery() == nil)
  }
}
