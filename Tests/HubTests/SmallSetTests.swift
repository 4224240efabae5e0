import HubbubTesting
import Testing

@testable import HubbubHub

@Suite struct SmallSetTests {
  @Test(arguments: [0, 1, 8, 9, 40])
  func `however many there are, it holds each once`(count: Int) {
    var set: SmallSet<Int> = []
    for element in 0..<count {
      let isNew = set.insert(element)
      let isNewAgain = set.insert(element)
      #expect(isNew && !isNewAgain)
    }
    #expect(set.count == count)
    #expect(set.sorted() == Array(0..<count))
    #expect(!set.contains(count))
  }

  @Test(arguments: [1, 8, 9, 40])
  func `what is taken out is gone, the rest stays`(count: Int) {
    var set: SmallSet<Int> = []
    set.formUnion(0..<count)
    for element in stride(from: 0, to: count, by: 2) {
      let wasThere = set.remove(element)
      let isThere = set.remove(element)
      #expect(wasThere && !isThere)
    }
    #expect(set.sorted() == Array(stride(from: 1, to: count, by: 2)))
    set.insert(0)
    #expect(set.contains(0))
  }
}
