import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// One tap on a room of a real store, whose events a test carries by hand.
final class TapBench: Sendable {
  let store: GatedStore
  let clock = ManualHubClock()
  let counts = HubCounts()
  let ada: User
  let bob: User
  let room: ConversationID
  let tap: Tap
  private let headAtStart: Int64
  private let heads: Watched<Int64>
  private let out = Watched<[(seq: Int64?, loops: [Int])]>([])

  init() async throws {
    store = GatedStore(try temporaryStore())
    ada = try await store.addUser("ada")
    bob = try await store.addUser("bob")
    room = try await store.addRoom("Hall", owner: ada)
    headAtStart = try await store.heads([.conversation(room)])[.conversation(room)]?.head ?? 0
    heads = Watched(headAtStart)
    let means = Tap.Means(store: store, clock: clock, counts: counts) { [out] event, loops in
      var numbers: [Int] = []
      loops.each { numbers.append($0) }
      out.change { [numbers] in $0.append((event.seq, numbers)) }
    }
    tap = Tap(.conversation(room), with: means)
  }

  var topic: Topic { .conversation(room) }
  /// The room's last number in the store.
  var head: Int64 { heads.value }
  /// What was handed on, in order.
  var handed: [Int64?] { out.value.map(\.seq) }
  /// To which loops each was handed.
  var loops: [[Int]] { out.value.map(\.loops) }

  func untilHanded(_ count: Int) async throws { try await out.until { $0.count >= count } }

  func seqs(of events: some Sequence<Event>) -> [Int64?] { events.map(\.seq) }

  /// Begins the tap where the room stood at first, or at `head`.
  func begin(head: Int64? = nil) { tap.begin(head: head ?? headAtStart) }

  /// Writes messages to the room and tells nobody.
  func write(_ count: Int) async throws -> [Event] {
    let changes = (0..<count).map { _ in
      let id = MessageID.make()
      return Change.message(
        NewMessage(
          id: id, conversation: room, author: ada, key: "\(id)", text: "hi", createdAt: .now()))
    }
    return note(try await store.commit(changes).flatMap(\.told))
  }

  /// Writes a change and tells nobody.
  ///
  /// - Returns: what there is to tell on the room's topic.
  func written(_ change: Change) async throws -> [Event] {
    note(try await store.commit(change).told.filter { $0.topic == topic })
  }

  private func note(_ events: [Event]) -> [Event] {
    heads.change { $0 = events.last?.seq ?? $0 }
    return events
  }

  /// What a bad bus makes of events: a third lost, some twice, all in
  /// disorder, brought by four at once.
  func mistreated(_ events: [Event], seed: UInt64) -> [[Event]] {
    var random = SeededGenerator(seed: seed)
    var bearers = [[Event]](repeating: [], count: 4)
    for event in events where !random.once(in: 3) {
      bearers[random.number(0...3)].append(event)
      if random.once(in: 10) { bearers[random.number(0...3)].append(event) }
    }
    return bearers.map { list in
      var list = list
      for _ in 0..<list.count / 6 {
        list.swapAt(random.number(0...list.count - 1), random.number(0...list.count - 1))
      }
      return list
    }
  }
}

extension Outcome {
  /// What there is to tell.
  var told: [Event] { if case .done(_, let events) = self { events } else { [] } }
}
