import Testing

@testable import hubbub_bench

struct LedgerTests {
  private let room = TopicKey("conversation:1")
  private let feed = TopicKey("feed")

  @Test func `numbers that go up by one are all well`() {
    var ledger = Ledger()
    ledger.begin(room, at: 41)
    #expect((42...50).map { ledger.enter(room, $0) } == Array(repeating: .next, count: 9))
    #expect(ledger.last(room) == 50)
  }

  @Test func `a lost number is found by the one after it`() {
    var ledger = Ledger()
    ledger.begin(room, at: 0)
    #expect(ledger.enter(room, 1) == .next)
    #expect(ledger.enter(room, 4) == .gap(2))
    #expect(ledger.enter(room, 5) == .next)
  }

  @Test func `a number that was lost and comes late is out of order, once`() {
    var ledger = Ledger()
    ledger.begin(room, at: 0)
    #expect(ledger.enter(room, 3) == .gap(2))
    #expect(ledger.enter(room, 1) == .late)
    #expect(ledger.enter(room, 1) == .again)
    #expect(ledger.enter(room, 2) == .late)
    #expect(ledger.enter(room, 4) == .next)
  }

  @Test func `a number that comes again is doubled, however old it is`() {
    var ledger = Ledger()
    ledger.begin(room, at: 7)
    #expect(ledger.enter(room, 8) == .next)
    #expect(ledger.enter(room, 8) == .again)
    #expect(ledger.enter(room, 3) == .again)
    #expect(ledger.last(room) == 8)
  }

  @Test func `each topic counts for itself`() {
    var ledger = Ledger()
    ledger.begin(room, at: 10)
    ledger.begin(feed, at: 0)
    #expect(ledger.enter(feed, 1) == .next)
    #expect(ledger.enter(room, 11) == .next)
    #expect(ledger.enter(feed, 3) == .gap(1))
    #expect(ledger.enter(room, 12) == .next)
  }

  @Test func `a number on a topic that nobody announced is a stray`() {
    var ledger = Ledger()
    #expect(ledger.enter(room, 1) == .stray)
    ledger.begin(room, at: 0)
    ledger.end(room)
    #expect(ledger.enter(room, 1) == .stray)
  }

  @Test func `counting begins anew where the server says so`() {
    var ledger = Ledger()
    ledger.begin(room, at: 0)
    #expect(ledger.enter(room, 5) == .gap(4))
    ledger.begin(room, at: 20)
    #expect(ledger.enter(room, 21) == .next)
    #expect(ledger.enter(room, 2) == .again)
  }

  @Test func `a thousand topics are kept apart, also after one has ended`() {
    let topics = (0..<1_000).map { TopicKey("conversation:\($0)") }
    var ledger = Ledger()
    for (place, topic) in topics.enumerated() { ledger.begin(topic, at: Int64(place)) }
    ledger.end(topics[3])
    for (place, topic) in topics.enumerated() where place != 3 {
      #expect(ledger.enter(topic, Int64(place) + 1) == .next)
    }
    #expect(ledger.enter(topics[3], 4) == .stray)
    #expect(ledger.heads.count == 999)
  }
}
