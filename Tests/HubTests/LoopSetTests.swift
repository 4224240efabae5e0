import HubbubTesting
import Testing

@testable import HubbubHub

@Suite struct LoopSetTests {
  private func members(_ set: LoopSet) -> [Int] {
    var members: [Int] = []
    set.each { members.append($0) }
    return members
  }

  @Test func `it gives what was put in, lowest first, from loop 0 to loop 63`() {
    var set = LoopSet()
    #expect(set.isEmpty)
    for loop in [63, 5, 0, 5] { set.insert(loop) }
    #expect(members(set) == [0, 5, 63])
    set.remove(5)
    set.remove(6)
    #expect(members(set) == [0, 63])
    set.remove(0)
    set.remove(63)
    #expect(set.isEmpty)
    #expect(members(set) == [])
  }

  @Test func `it is a set, whatever comes and goes`() {
    var random = SeededGenerator(seed: 7)
    var (set, model) = (LoopSet(), Set<Int>())
    for _ in 0..<2_000 {
      let loop = random.number(0...63)
      if random.once(in: 2) {
        set.insert(loop)
        model.insert(loop)
      } else {
        set.remove(loop)
        model.remove(loop)
      }
      #expect(members(set) == model.sorted())
      #expect(set.isEmpty == model.isEmpty)
    }
  }
}
