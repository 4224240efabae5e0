import HubbubStats
import HubbubTesting
import Testing

struct DistributionTests {
  @Test func `values up to 16 are told exactly`() {
    for value in 0...16 {
      var spread = Distribution()
      spread.add(value)
      spread.add(20)
      #expect(spread.percentile(0.5) == value)
    }
  }

  @Test func `a percentile errs by a sixteenth of itself at most`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let octave = Int.random(in: 4...36, using: &random)
      let values = (0..<100).map { _ in
        Int.random(in: 1 << (octave - 4)...min(1 << octave, Distribution.largest), using: &random)
      }.sorted()
      var spread = Distribution()
      for value in values.shuffled(using: &random) { spread.add(value) }
      for (share, place) in [(0.01, 0), (0.5, 49), (0.95, 94), (0.99, 98), (1, 99)] {
        let (told, true_) = (spread.percentile(share), values[place])
        #expect(abs(told - true_) * 16 <= true_, "\(share): \(told) for \(true_)")
      }
      #expect(spread.max == values[99])
      #expect(spread.sum == values.reduce(0, +))
    }
  }

  @Test func `two together are what one would have been`() {
    var (left, right, both) = (Distribution(), Distribution(), Distribution())
    for value in 0..<1_000 {
      if value % 3 == 0 { left.add(value * value) } else { right.add(value * value) }
      both.add(value * value)
    }
    left.add(right)
    #expect(left == both)
    var empty = Distribution()
    empty.add(Distribution())
    #expect(empty == Distribution())
    empty.add(both)
    #expect(empty == both)
  }

  @Test func `what is too large counts as the largest, but in sum and maximum as it is`() {
    let bound = Distribution.largest
    var spread = Distribution()
    for value in [bound, bound + 1, .max / 2] { spread.add(value) }
    #expect(spread.count == 3)
    #expect(spread.count(below: 37) == 3)
    #expect(spread.count(below: 36) == 0)
    #expect(spread.max == .max / 2)
    #expect(spread.percentile(1) <= bound)
    var negative = Distribution()
    negative.add(-5)
    #expect(negative.count(below: 0) == 1)
  }

  @Test func `how many are below a power of two is exact`() {
    var spread = Distribution()
    for value in 0..<5_000 { spread.add(value) }
    for octave in 0...12 { #expect(spread.count(below: octave) == 1 << octave) }
    #expect(spread.count(below: 13) == 5_000)
    #expect(Distribution().count(below: 20) == 0)
  }

  @Test func `there is no percentile of nothing`() {
    #expect(Distribution().percentile(0.99) == 0)
    #expect(Distribution().max == 0)
  }
}
