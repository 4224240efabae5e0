import ArgumentParser
import FoundationEssentials
import Testing

@testable import hubbub_bench

struct ResultTests {
  @Test func `a median is the middle, or between the two in the middle`() {
    #expect(Spread([3, 1, 2]).median == 2)
    #expect(Spread([4, 1, 2, 3]).median == 2.5)
    #expect(Spread([5]).median == 5)
    #expect(Spread([3, 1, 2]).width == 2)
  }

  @Test func `of faults the worst run counts, of all else the median`() {
    let three = result([
      [.lost: 0, .latencyP50: 1], [.lost: 7, .latencyP50: 2], [.lost: 0, .latencyP50: 9],
    ])
    #expect(three.medians[.lost] == 7)
    #expect(three.medians[.latencyP50] == 2)
    #expect(three.faults == [.lost])
  }

  @Test func `a result is read again as it was written`() throws {
    let folder = try TemporaryFolder()
    let written = result([
      [.lost: 0, .bytesPerSocket: 4_321.5], [.lost: 0, .bytesPerSocket: 4_000],
    ])
    try TextFile.write(written.json(), to: folder.file("deep/er/result.json"))
    #expect(try hubbub_bench.Result.read(folder.file("deep/er/result.json")) == written)
  }

  @Test func `a list is read again as it was written, and has its line`() throws {
    var figures = Figures()
    figures[.lost] = 0
    figures[.ratio] = [1.5, 0.25]
    let read = try JSONDecoder().decode(Figures.self, from: JSONEncoder().encode(figures))
    #expect(read == figures)
    let table = result([figures]).table
    #expect(table.contains("1.50, 0.250"))
  }

  @Test func `what is no result is a problem`() throws {
    let folder = try TemporaryFolder()
    try TextFile.write("{}", to: folder.file("empty.json"))
    #expect(throws: Problem.self) { try hubbub_bench.Result.read(folder.file("empty.json")) }
    #expect(throws: Problem.self) { try hubbub_bench.Result.read(folder.file("none.json")) }
    let newer = try result([:]).json().replacing("\"schema\" : 1", with: "\"schema\" : 2")
    try TextFile.write(newer, to: folder.file("newer.json"))
    #expect(throws: Problem.self) { try hubbub_bench.Result.read(folder.file("newer.json")) }
  }

  @Test func `what never came is lost, though no number tells of it`() {
    var tally = Tally()
    for _ in 0..<90 { tally.delivered(0, 1_000) }
    let figures = self.figures(tally, expected: 100)
    #expect((figures[.lost], figures[.strays]) == (10, 0))
    #expect(figures.faults == [.lost])
  }

  @Test func `what nobody was to get is no delivery`() {
    var tally = Tally()
    for _ in 0..<101 { tally.delivered(0, 1_000) }
    let figures = self.figures(tally, expected: 100)
    #expect((figures[.lost], figures[.strays]) == (0, 1))
  }

  @Test func `a threshold is broken by more, and judged only where it applies`() {
    let threshold = Threshold(
      figure: .bytesPerSocket, most: 6_144, settings: ["sockets": 10], reason: "the bar")
    #expect(threshold.breach(by: result([.bytesPerSocket: 6_144])) == nil)
    #expect(threshold.breach(by: result([.bytesPerSocket: 6_145])) != nil)
    #expect(threshold.breach(by: result([.bytesPerSocket: 9_999], sockets: 5)) == nil)
    #expect(threshold.breach(by: result([:], sockets: 5)) == nil)
  }

  @Test func `a threshold whose figure is not known is broken`() {
    let threshold = Threshold(
      figure: .bytesPerSocket, most: 6_144, settings: ["sockets": 10], reason: "the bar")
    #expect(threshold.breach(by: result([:]))?.contains("not known") == true)
    #expect(threshold.breach(by: result([[.bytesPerSocket: 1], [:]])) != nil)
  }

  @Test func `one run of three breaks a threshold`() {
    let threshold = Threshold(figure: .refusedAgain, most: 0, settings: [:], reason: "the bar")
    let zero: [Figure: Double] = [.refusedAgain: 0]
    #expect(threshold.breach(by: result([zero, zero, zero])) == nil)
    #expect(threshold.breach(by: result([zero, zero, [.refusedAgain: 1]])) != nil)
  }

  @Test func `a fault, a broken threshold and a run that hides a fault are wrong`() {
    let threshold = Threshold(figure: .bytesPerSocket, most: 10, settings: [:], reason: "the bar")
    #expect(result([.lost: 0, .bytesPerSocket: 10]).wrongs([threshold]).isEmpty)
    #expect(result([.reordered: 1, .bytesPerSocket: 11]).wrongs([threshold]).count == 2)
    #expect(result([[.lost: 0], [:]]).wrongs([]).count == 1)
    #expect(result([[.lost: 2], [:]]).medians[.lost] == 2)
  }

  @Test func `what is wrong is no result of record, but can be compared`() {
    let (last, record) = (ResultFile.latest("idle"), ResultFile.record("idle"))
    func places(_ isOfRecord: Bool, _ isWrong: Bool) -> [String] {
      ResultFile.places("idle", isOfRecord: isOfRecord, isWrong: isWrong)
    }
    #expect(places(true, false) == [last, record])
    #expect(places(true, true) == [last])
    #expect(places(false, false) == [last])
  }

  @Test(arguments: HubbubBench.scenarioNames)
  func `the thresholds and the result of record can be read`(scenario: String) throws {
    let asked = try #require(try HubbubBench.parseAsRoot([scenario]) as? any Scenario).settings
    for threshold in try Threshold.of(scenario) {
      #expect(threshold.most >= 0)
      // Another name would never apply.
      #expect(Set(threshold.settings.keys).isSubset(of: asked.keys))
    }
    let record = try hubbub_bench.Result.read(ResultFile.record(scenario))
    #expect(record.scenario == scenario)
    #expect(record.settings == asked)
    #expect(!record.commit.hasSuffix("-changed"))
    #expect(record.wrongs(try Threshold.of(scenario)) == [])
  }

  @Test func `numbers are written as people read them`() {
    #expect(Text.grouped(1_234_567) == "1,234,567")
    #expect(Text.grouped(-1_000) == "-1,000")
    #expect(Text.grouped(999) == "999")
    #expect(
      [1_234.5, 12.34, 1.234, 0.0123, 5, 0].map(Text.short)
        == ["1,235", "12.3", "1.23", "0.012", "5", "0"])
    #expect(Text.fixed(-0.05, 2) == "-0.05")
    #expect(Text.fixed(9.999, 2) == "10.00")
  }

  private func figures(_ tally: Tally, expected: Int) -> Figures {
    let machine = MachineReading(stat: "cpu  0 0 0 0 0 0 0 0")
    guard let machine else { return Figures() }
    let meter = Meter(at: 0, server: nil, stats: nil, machine: machine)
    let measured = Measurement(before: meter, after: meter, tally: tally, busiestWorker: 0)
    var figures = Figures(measured, sockets: 1)
    figures.add(deliveriesOf: measured, expected: expected)
    return figures
  }
}
