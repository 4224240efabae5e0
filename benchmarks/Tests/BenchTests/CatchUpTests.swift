import Testing

@testable import hubbub_bench

struct CatchUpTests {
  private func told(_ seqs: Int64..., since: Int64 = 7, head: Int64 = 10) -> CatchUp {
    var catchUp = CatchUp(since: since, head: head)
    for seq in seqs { catchUp.enter(seq) }
    return catchUp
  }

  @Test func `each number that was missed comes once, in order`() {
    let catchUp = told(8, 9, 10)
    #expect(catchUp.missed == 3)
    #expect(catchUp.isComplete)
    #expect(catchUp.faults == 0)
  }

  @Test func `who missed nothing has all, and wants nothing more`() {
    #expect(told(head: 7).isComplete)
    #expect(told(head: 7).missed == 0)
    #expect(told(head: 7).faults == 0)
    #expect(told(8, head: 7).faults == 1)
  }

  @Test func `a number that does not come is missing`() {
    #expect(!told(8, 9).isComplete)
    #expect(told(8, 9).faults == 1)
    #expect(told().faults == 3)
  }

  @Test func `a number that is skipped, doubled, out of turn or old is wrong`() {
    for wrong in [told(8, 10), told(8, 9, 9, 10), told(9, 8, 10), told(7, 8, 9, 10)] {
      #expect(wrong.isComplete)
      #expect(wrong.faults > 0)
    }
  }

  @Test func `what nobody missed is wrong too`() { #expect(told(8, 9, 10, 11).faults == 1) }
}
