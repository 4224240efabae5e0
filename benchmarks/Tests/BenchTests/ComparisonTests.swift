import Testing

@testable import hubbub_bench

struct ComparisonTests {
  @Test(arguments: [
    // Before, after; the wider spread is the noise.
    ([100.0, 102, 104], [107.0, 108, 109], Comparison.Verdict.better),
    ([100, 102, 104], [95, 96, 97], .worse),
    ([100, 102, 104], [103, 105, 106], .same),
    ([100, 110, 120], [105, 128, 130], .same),
    ([100, 100, 100], [100.9, 100.9, 100.9], .same),
    ([100, 100, 100], [101.1, 101.1, 101.1], .better),
    ([100], [109], .same),
    ([100], [111], .better),
    ([100], [89], .worse),
  ])
  func `a rate is better or worse only beyond what it wobbles`(
    before: [Double], after: [Double], verdict: Comparison.Verdict
  ) throws {
    #expect(try judged(.deliveriesPerServerCPUSecond, before, after) == verdict)
  }

  @Test func `of bytes and times less is better`() throws {
    #expect(try judged(.bytesPerSocket, [100, 100, 100], [90, 90, 90]) == .better)
    #expect(try judged(.latencyP99, [1, 1, 1], [2, 2, 2]) == .worse)
    #expect(try judged(.othersCPU, [1, 1, 1], [2, 2, 2]) == .notJudged)
  }

  @Test func `one lost delivery in one run is worse, whatever the others say`() throws {
    #expect(try judged(.lost, [0, 0, 0], [0, 0, 1]) == .worse)
    #expect(try judged(.doubled, [0, 3, 0], [0, 0, 0]) == .better)
    #expect(try judged(.reordered, [0, 0, 0], [0, 0, 0]) == .same)
  }

  @Test func `what only one of both tells is left out`() throws {
    let comparison = try Comparison(
      result([.lost: 0, .latencyP50: 1]), result([.lost: 0, .latencyP90: 1]))
    #expect(comparison.lines.map(\.figure) == [.lost])
    #expect(!comparison.gotWorse)
  }

  @Test(
    arguments: [
      ([[Figure.lost: 0]], [[:]]), ([[:]], [[.lost: 0]]), ([[:]], [[.lost: 3]]),
      ([[.lost: 0], [.lost: 0]], [[.lost: 0], [:]]),
    ] as [([[Figure: Double]], [[Figure: Double]])])
  func `a fault that one of both does not tell is not well`(
    before: [[Figure: Double]], after: [[Figure: Double]]
  ) throws {
    let comparison = try Comparison(result(before), result(after))
    #expect(comparison.lines.map(\.verdict) == [.unknown])
    #expect(comparison.gotWorse)
    #expect(comparison.table.contains("not known"))
  }

  @Test func `two scenarios are not compared`() {
    #expect(throws: Problem.self) {
      try Comparison(result([:]), result([:], scenario: "idle"))
    }
  }

  @Test func `other settings, machines and few runs raise doubts`() throws {
    let comparison = try Comparison(result([:], sockets: 10), result([:], sockets: 20))
    #expect(comparison.doubts.contains("the settings differ"))
    #expect(comparison.doubts.count == 2)
  }

  @Test func `a table has a line for each figure`() throws {
    let table = try Comparison(result([.lost: 0]), result([.lost: 2])).table
    #expect(table.contains("lost"))
    #expect(table.contains("from 0"))
    #expect(table.contains("worse"))
  }

  @Test func `a table shows the fault of the worst run`() throws {
    let none: [Figure: Double] = [.doubled: 0]
    let table = try Comparison(result([none, none, none]), result([none, none, [.doubled: 1]]))
      .table
    let line = try #require(table.split(separator: "\n").first { $0.hasPrefix("doubled") })
    #expect(line.contains("from 0"))
  }

  private func judged(
    _ figure: Figure, _ before: [Double], _ after: [Double]
  ) throws -> Comparison.Verdict? {
    let comparison = try Comparison(
      result(before.map { [figure: $0] }), result(after.map { [figure: $0] }))
    #expect(comparison.gotWorse == (comparison.lines.first?.verdict == .worse))
    return comparison.lines.first?.verdict
  }
}

/// A result with one run, or several.
func result(
  _ values: [Figure: Double], scenario: String = "fan-out", sockets: Double = 10
) -> hubbub_bench.Result {
  result([values], scenario: scenario, sockets: sockets)
}

func result(
  _ runs: [[Figure: Double]], scenario: String = "fan-out", sockets: Double = 10
) -> hubbub_bench.Result {
  let figures = runs.map { values in
    var figures = Figures()
    for (figure, value) in values { figures[figure] = value }
    return figures
  }
  return result(figures, scenario: scenario, sockets: sockets)
}

func result(
  _ runs: [Figures], scenario: String = "fan-out", sockets: Double = 10
) -> hubbub_bench.Result {
  hubbub_bench.Result(
    scenario: scenario, settings: ["sockets": sockets],
    machine: Machine(cpu: "a", cores: 2, kernel: "b"), commit: "c", server: "d",
    serverCores: .only([0]), loadCores: .only([1]), takenAt: "2026-11-26T00:00:00Z",
    runs: runs)
}
