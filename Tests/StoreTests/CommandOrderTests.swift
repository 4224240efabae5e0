import HubbubDomain
import HubbubTesting
import Synchronization
import Testing

@testable import HubbubStore

/// Places are settled on any thread and in any order; deeds are done in theirs.
@Suite(.timeLimit(.minutes(10))) struct CommandOrderTests {
  @Test func `what is settled early waits for what is before it`() {
    let (order, done) = (CommandOrder(), Watched<[Int]>([]))
    let places = (0..<4).map { _ in order.take() }
    places[2].settle { done.change { $0.append(2) } }
    places[1].settle { done.change { $0.append(1) } }
    #expect(done.value == [])
    places[0].settle { done.change { $0.append(0) } }
    #expect(done.value == [0, 1, 2])
    places[3].settle { done.change { $0.append(3) } }
    #expect(done.value == [0, 1, 2, 3])
  }

  @Test func `a place that is passed holds nobody up`() {
    let (order, done) = (CommandOrder(), Watched<[Int]>([]))
    let places = (0..<3).map { _ in order.take() }
    places[1].pass()
    places[2].settle { done.change { $0.append(2) } }
    #expect(done.value == [])
    places[0].pass()
    #expect(done.value == [2])
  }

  @Test func `settling a place again does nothing`() {
    let (order, done) = (CommandOrder(), Watched<[Int]>([]))
    let places = (0..<2).map { _ in order.take() }
    places[1].settle { done.change { $0.append(1) } }
    places[1].settle { done.change { $0.append(9) } }
    places[0].settle {
      places[0].pass()  // as an answer within its own deed does
      done.change { $0.append(0) }
    }
    places[0].settle { done.change { $0.append(9) } }
    #expect(done.value == [0, 1])
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `whoever settles them on whatever thread, deeds are done once and in order`(
    seed: UInt64
  ) async {
    var random = SeededGenerator(seed: seed)
    let (order, done) = (CommandOrder(), Watched<[Int]>([]))
    let places = (0..<200).map { (number: $0, place: order.take()) }
    let passed = Set(places.map(\.number).filter { _ in random.once(in: 4) })
    var hands: [[(number: Int, place: CommandOrder.Place)]] = [[], [], [], []]
    for one in places { hands[random.number(0...3)].append(one) }
    for index in hands.indices { hands[index].shuffle(using: &random) }
    await withTaskGroup(of: Void.self) { group in
      for hand in hands {
        group.addTask {
          for (number, place) in hand {
            if passed.contains(number) {
              place.pass()
            } else {
              place.settle { done.change { $0.append(number) } }
            }
          }
        }
      }
    }
    #expect(done.value == places.map(\.number).filter { !passed.contains($0) })
  }

  @Test func `an asker's answer gives its place up, and its change waits for its turn`()
    async throws
  {
    let (order, log) = (CommandOrder(), OutcomeLog())
    let store = try temporaryStore()
    let writer = Writer(store: store, herald: FakeHerald())
    let askers = (0..<2).map { _ in Asker(at: order.take()) { log.asker($0) } }
    writer.append(.endSession(.make()), answering: askers[1])
    #expect(writer.counts.waiting == 0)
    askers[0](.refused(.busy))
    #expect(log.refusals == [.busy])
    #expect(writer.counts.waiting == 1)
  }

  @Test func `a writer that takes nothing more refuses in the change's turn`() throws {
    let (order, log) = (CommandOrder(), OutcomeLog())
    let writer = Writer(store: try temporaryStore(), herald: FakeHerald())
    writer.close()
    let askers = (0..<2).map { _ in Asker(at: order.take()) { log.asker($0) } }
    writer.append(.endSession(.make()), answering: askers[1])
    #expect(log.outcomes == [])
    writer.append(.endSession(.make()), answering: askers[0])
    #expect(log.refusals == [.unavailable, .unavailable])
  }
}
