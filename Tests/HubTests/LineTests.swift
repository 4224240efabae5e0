import Testing

@testable import HubbubHub

/// First come, first served.
@Suite struct LineTests {
  @Test func `whoever came first is served first, whoever comes meanwhile last`() {
    var line = Line<Int>()
    line.append(contentsOf: [1, 2])
    #expect(line.popFirst() == 1)
    line.append(3)
    #expect(line.count == 2)
    #expect(line.popFirst() == 2)
    #expect(line.popFirst() == 3)
    #expect(line.popFirst() == nil)
    #expect(line.isEmpty)
  }

  @Test func `a long line keeps its order while it moves up`() {
    var (line, next, last) = (Line<Int>(), 0, 0)
    for _ in 0..<4 {
      for _ in 0..<5_000 {
        line.append(last)
        last += 1
      }
      for _ in 0..<4_000 {
        #expect(line.popFirst() == next)
        next += 1
      }
    }
    while let number = line.popFirst() {
      #expect(number == next)
      next += 1
    }
    #expect(next == last)
  }

  @Test func `whoever was served is let go of at once`() {
    final class Guest {}
    var line = Line<Guest>()
    line.append(Guest())
    line.append(Guest())
    weak let first = line.popFirst()
    #expect(first == nil)
    #expect(line.count == 1)
  }
}
