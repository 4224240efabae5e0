import Testing

@testable import hubbub_bench

struct LineFitTests {
  @Test func `points on a line have no deviation`() throws {
    let line = try #require(LineFit([100, 1_000, 15_000].map { ($0, 50 + 2 * $0) }))
    #expect(abs(line.base - 50) < 1e-6)
    #expect(abs(line.slope - 2) < 1e-9)
    #expect(line.largestDeviation < 1e-9)
  }

  @Test func `a bend is seen, at the small end as at the large`() throws {
    let sizes = [100.0, 300, 1_000, 3_000, 10_000, 15_000]
    for bent in [0, 5] {
      let points = sizes.enumerated().map { place, size in
        (x: size, y: 2 * size * (place == bent ? 1.5 : 1))
      }
      #expect(try #require(LineFit(points)).largestDeviation > 0.05)
    }
    // What grows with the square is no line.
    #expect(try #require(LineFit(sizes.map { ($0, $0 * $0) })).largestDeviation > 0.5)
  }

  @Test func `there is no line through one place, or through nothing`() {
    #expect(LineFit([]) == nil)
    #expect(LineFit([(5, 1), (5, 2)]) == nil)
    #expect(LineFit([(1, 0), (2, 1)]) == nil)
  }
}
