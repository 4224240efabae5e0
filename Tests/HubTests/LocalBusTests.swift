import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite struct LocalBusTests {
  private let bus = LocalBus()
  private let heard = Watched<[Int64?]>([])

  private func event(_ seq: Int64, on topic: Topic = .feed) -> Event {
    Event(topic: topic, seq: seq, body: .skip)
  }

  private func listen(to topic: Topic = .feed) -> any BusSubscription {
    bus.subscribe(topic) { [heard] event in heard.change { $0.append(event.seq) } }
  }

  @Test func `whoever listens to a topic hears its events in order and no others`() {
    _ = listen()
    for seq in 1...3 {
      bus.publish(event(Int64(seq)))
      bus.publish(event(99, on: .user(.make())))
    }
    #expect(heard.value == [1, 2, 3])
  }

  @Test func `everybody who listens hears it once`() {
    let subscriptions = (0..<3).map { _ in listen() }
    bus.publish(event(1))
    #expect(heard.value == [1, 1, 1])
    subscriptions[1].cancel()
    bus.publish(event(2))
    #expect(heard.value == [1, 1, 1, 2, 2])
  }

  @Test func `who cancels hears nothing more, and may cancel twice`() {
    let subscription = listen()
    subscription.cancel()
    subscription.cancel()
    bus.publish(event(1))
    #expect(heard.value == [])
  }

  @Test func `a listener may cancel itself and others while it is told`() {
    let other = listen()
    let own = bus.subscribe(.feed) { _ in other.cancel() }
    bus.publish(event(1))
    own.cancel()
    bus.publish(event(2))
    #expect(heard.value.contains(2) == false)
  }
}
