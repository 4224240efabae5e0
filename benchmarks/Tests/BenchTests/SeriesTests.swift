import ArgumentParser
import Testing

@testable import hubbub_bench

struct SeriesTests {
  private func series<Wanted: Series>(_ type: Wanted.Type, _ words: String...) throws -> Wanted {
    try #require(try HubbubBench.parseAsRoot([type.name] + words) as? Wanted)
  }

  /// What a part tells whose server takes `microseconds` for each delivery.
  private func part(_ microseconds: Double, lost: Double = 0) -> Figures {
    var figures = Figures()
    figures[.deliveriesPerServerCPUSecond] = 1e6 / microseconds
    figures[.lost] = lost
    return figures
  }

  @Test func `the row of rooms is measured up to the largest, and fitted`() throws {
    var asked: [Int] = []
    let figures = try series(StraightLine.self).perform { part in
      asked.append(part.sockets)
      return self.part(2 + 50 / Double(part.sockets))
    }
    #expect(asked == [100, 300, 1_000, 3_000, 10_000, 15_000])
    #expect(abs((figures[.cost100] ?? 0) - 2.5) < 1e-9)
    #expect(abs((figures[.linePerMessage] ?? 0) - 50) < 1e-3)
    #expect(abs((figures[.linePerDelivery] ?? 0) - 2) < 1e-6)
    #expect((figures[.lineDeviation] ?? 1) < 1e-6)
    asked = []
    _ = try series(StraightLine.self, "--up-to", "3000").perform { part in
      asked.append(part.sockets)
      return self.part(1)
    }
    #expect(asked == [100, 300, 1_000, 3_000])
  }

  @Test func `two loops are compared with one`() throws {
    let figures = try series(TwoLoops.self).perform { part in
      self.part(part.environment == ["HUBBUB_EVENT_LOOPS": "2"] ? 2.5 : 2)
    }
    #expect(figures[.oneLoop] == 500_000)
    #expect(figures[.twoLoops] == 400_000)
    #expect(abs((figures[.twoLoopsRatio] ?? 0) - 0.8) < 1e-9)
  }

  @Test func `stats on and off take turns, and the cost is the median of the pairs`() throws {
    var asked: [String] = []
    let costs = [1.01, 1, 1, 1.03, 1.02, 1]  // on, off, off, on, on, off
    let figures = try series(StatsCost.self, "--pairs", "3").perform { part in
      asked.append(part.environment["HUBBUB_STATS"] ?? "")
      return self.part(costs[asked.count - 1])
    }
    #expect(asked == ["on", "off", "off", "on", "on", "off"])
    #expect(abs((figures[.statsCost] ?? 0) - 2) < 1e-6)
    #expect(abs((figures[.statsCostLowest] ?? 0) - 1) < 1e-6)
    #expect(abs((figures[.statsCostHighest] ?? 0) - 3) < 1e-6)
    #expect(abs((figures[.statsOn] ?? 0) - 1.02) < 1e-9)
  }

  @Test func `each part of a series has a server of its own, and any other scenario one`() throws {
    var sittings: [Sitting] = []
    func measure(_ sitting: Sitting) -> Figures {
      sittings.append(sitting)
      return part(2)
    }
    _ = try series(TwoLoops.self, "--sockets", "7").figures(measure)
    #expect(sittings.map(\.title) == ["one loop", "two loops"])
    #expect(sittings.map(\.environment).map { $0["HUBBUB_EVENT_LOOPS"] } == ["1", "2"])
    #expect(sittings.map(\.community.users) == [7, 7])
    sittings = []
    let scenario = try HubbubBench.parseAsRoot(["idle"]) as? any Scenario
    _ = try #require(scenario).figures(measure)
    #expect(sittings.map(\.title) == [nil])
  }

  @Test func `what one part lost is lost by the series`() throws {
    let figures = try series(TwoLoops.self).perform { part in
      self.part(2, lost: part.title == "two loops" ? 3 : 0)
    }
    #expect(figures[.lost] == 3)
    #expect(figures.faults == [.lost])
  }

  @Test func `every scenario has its place among the records, and is asked well`() throws {
    #expect(RecordCommand.plan.map { $0[0] } == HubbubBench.scenarioNames)
    for step in RecordCommand.plan {
      let scenario = try HubbubBench.parseAsRoot(step + ["--record"]) as? any Scenario
      #expect(try #require(scenario).options.record)
    }
    #expect(throws: (any Error).self) {
      try HubbubBench.parseAsRoot(["record", "--only", "fan-out,nothing"])
    }
  }
}
