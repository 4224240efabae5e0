import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// Notes what it is told.
private final class Ear: BusListener {
  let heard = Watched<[Int64?]>([])

  func receive(_ event: Event) { heard.change { $0.append(event.seq) } }
}

@Suite struct LocalBusTests {
  private let bus = LocalBus()

  private func event(_ seq: Int64, on topic: Topic = .feed) -> Event {
    Event(topic: topic, seq: seq, body: .skip)
  }

  @Test func `whoever listens hears every event once, in order`() {
    let ears = [Ear(), Ear()]
    for ear in ears {
      _ = bus.subscribe(.feed, ear)
      _ = bus.subscribe(.user(.make()), ear)
    }
    for seq in 1...3 { bus.publish(event(Int64(seq))) }
    for ear in ears { #expect(ear.heard.value == [1, 2, 3]) }
  }

  @Test func `a hub that is gone is not kept by its bus`() {
    var ear: Ear? = Ear()
    weak let weakly = ear
    if let ear { _ = bus.subscribe(.feed, ear) }
    ear = nil
    #expect(weakly == nil)
    bus.publish(event(1))
    let next = Ear()
    _ = bus.subscribe(.feed, next)
    bus.publish(event(2))
    #expect(next.heard.value == [2])
  }

  @Test func `a subscription may end twice, and while events are told`() {
    let ear = Ear()
    let subscription = bus.subscribe(.feed, ear)
    bus.publish(event(1))
    subscription.cancel()
    subscription.cancel()
    #expect(ear.heard.value == [1])
  }
}
