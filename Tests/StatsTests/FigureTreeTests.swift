import FoundationEssentials
import HubbubStats
import Testing

struct FigureTreeTests {
  private func tree(_ figures: Figure<Void>...) -> FigureTree {
    figures.reduce(into: FigureTree.object([:])) { $0.put($1, from: ()) }
  }

  private func json(_ tree: FigureTree) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(tree), as: UTF8.self)
  }

  private func figure(
    _ path: String?, _ type: FigureType = .gauge, by labels: [String] = [], of samples: Sample...
  ) -> Figure<Void> {
    Figure(nil, at: path, type, "A figure.", by: labels) { samples }
  }

  @Test func `figures of one object stand beside each other`() {
    let tree = tree(
      figure("hub.sockets", of: Sample(3)), figure("hub.outbox.bytes", of: Sample(4)),
      figure("up", of: Sample(.number(1.5))))
    #expect(
      tree
        == .object([
          "hub": .object([
            "sockets": .integer(3), "outbox": .object(["bytes": .integer(4)]),
          ]),
          "up": .number(1.5),
        ]))
  }

  @Test func `a label in braces names a member, and what stands there keeps its others`() {
    let tree = tree(
      figure(
        "a{kind}.awake", by: ["kind"], of: Sample(1, by: .text("x")), Sample(2, by: .text("y"))),
      figure("a{kind}.woken", by: ["kind"], of: Sample(9, by: .text("x"))))
    #expect(
      tree
        == .object([
          "a": .object([
            "x": .object(["awake": .integer(1), "woken": .integer(9)]),
            "y": .object(["awake": .integer(2)]),
          ])
        ]))
  }

  @Test func `a list's elements say their labels, and stand in the order of numbers`() throws {
    let tree = tree(
      figure(
        "l[index].n", by: ["index"], of: Sample(1, by: .number(10)), Sample(2, by: .number(9))),
      figure("l[index].m", by: ["index"], of: Sample(3, by: .number(9))))
    #expect(try json(tree) == #"{"l":[{"index":9,"m":3,"n":2},{"index":10,"n":1}]}"#)
  }

  @Test func `an element may have several labels`() throws {
    let tree = tree(
      figure(
        "l[route,status].n", by: ["route", "status"],
        of: Sample(1, by: .text("/b"), .number(200)), Sample(2, by: .text("/a"), .number(404)),
        Sample(3, by: .text("/a"), .number(200))))
    #expect(
      try json(tree)
        == #"{"l":[{"n":3,"route":"\/a","status":200},{"n":2,"route":"\/a","status":404},"#
        + #"{"n":1,"route":"\/b","status":200}]}"#)
  }

  @Test func `what has no samples is empty, not missing`() throws {
    let tree = tree(
      figure("hub.closes{code}", by: ["code"]), figure("hub.loops[index].n", by: ["index"]))
    #expect(try json(tree) == #"{"hub":{"closes":{},"loops":[]}}"#)
  }

  @Test func `a figure without a path stands nowhere`() {
    #expect(tree(figure(nil, of: Sample(1))) == .object([:]))
  }

  @Test func `a histogram of times is told in seconds, one of numbers as they are`() throws {
    let now = ContinuousClock.now
    let meter = Meter(at: now)
    for value in [1, 2, 3, 16] { meter.add(value, at: now) }
    let reading = meter.reading(at: now)
    #expect(
      tree(figure("h", .histogram(.number), of: Sample(.spread(reading))))
        == .object([
          "h": .object([
            "count": .integer(4), "sum": .integer(22), "p50": .integer(2), "p95": .integer(16),
            "p99": .integer(16), "max": .integer(16),
          ])
        ]))
    let seconds = tree(figure("h", .histogram(.seconds), of: Sample(.spread(reading))))
    guard case .object(let members) = seconds, case .object(let told)? = members["h"] else {
      return #expect(Bool(false), "there is no histogram")
    }
    #expect(told["count"] == .integer(4))
    #expect(told["sum"] == .number(22e-9))
    #expect(told["max"] == .number(16e-9))
  }

  @Test func `percentiles are those of late, the count is since the start`() {
    let now = ContinuousClock.now
    let meter = Meter(at: now)
    meter.add(9, at: now)
    var reading = meter.reading(at: now)
    #expect(reading.recent.count == 1)
    reading = meter.reading(at: now + .seconds(1_000))
    #expect(
      tree(figure("h", .histogram(.number), of: Sample(.spread(reading))))
        == .object([
          "h": .object([
            "count": .integer(1), "sum": .integer(9), "p50": .integer(0), "p95": .integer(0),
            "p99": .integer(0), "max": .integer(0),
          ])
        ]))
  }
}
