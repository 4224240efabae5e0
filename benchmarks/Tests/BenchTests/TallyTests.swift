import FoundationEssentials
import Testing

@testable import hubbub_bench

struct TallyTests {
  @Test func `a socket that ends between two windows counts in the next, and once`() {
    var tally = Tally()
    tally.sums = [Tally.endings: 2, "published": 5]
    tally.reported()
    tally.sums[Tally.endings, default: 0] += 1
    tally.clear(from: 7)
    #expect(tally.sums == [Tally.endings: 1])
    #expect(tally.from == 7)
    tally.reported()
    tally.clear(from: 8)
    #expect(tally.sums.isEmpty)
  }

  @Test func `what is wrong between two windows counts in the next, and once`() {
    var tally = Tally()
    for finding in [.gap(3), .again, .stray] as [Ledger.Finding] { tally.note(finding) }
    tally.sums["refusedCommands"] = 1
    tally.clear(from: 7)
    tally.note(.late)
    #expect((tally.gaps, tally.reordered, tally.doubled, tally.strays) == (2, 1, 1, 1))
    #expect(tally.sums == ["refusedCommands": 1])
    tally.reported()
    tally.clear(from: 8)
    #expect((tally.gaps, tally.reordered, tally.doubled, tally.strays) == (0, 0, 0, 0))
    #expect(tally.sums.isEmpty)
  }

  @Test func `what a ledger finds is counted by what it is`() {
    var tally = Tally()
    for finding in [.next, .gap(3), .late, .again, .again, .stray] as [Ledger.Finding] {
      tally.note(finding)
    }
    // One of the three came late, so two are missing.
    #expect((tally.gaps, tally.reordered) == (2, 1))
    #expect((tally.doubled, tally.strays) == (2, 1))
  }

  @Test func `a delivery that was sent before the start is none`() {
    var tally = Tally()
    tally.from = 1_000
    tally.delivered(999, 2_000)
    tally.delivered(1_000, 5_000_000)
    #expect((tally.deliveries, tally.lastAt, tally.latency.count) == (1, 5_000_000, 1))
  }

  @Test func `two workers' tallies add up, also after a trip through a pipe`() throws {
    var (first, second) = (Tally(), Tally())
    first.delivered(0, 2_000_000)
    second.delivered(0, 8_000_000)
    second.delivered(0, 9_000_000)
    (first.doubled, second.doubled) = (1, 2)
    (first.sums["connects"], second.sums["connects"]) = (5, 6)
    first.extreme("count", 4)
    second.extreme("count", 9)
    let received = try JSONDecoder().decode(Tally.self, from: JSONEncoder().encode(second))
    first.merge(received)
    #expect((first.deliveries, first.lastAt, first.doubled) == (3, 9_000_000, 3))
    #expect(first.sums["connects"] == 11)
    #expect((first.lowest["count"], first.highest["count"]) == (4, 9))
    #expect(first.latency.count == 3)
  }
}
