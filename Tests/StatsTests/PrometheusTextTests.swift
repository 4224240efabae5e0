import HubbubStats
import Testing

struct PrometheusTextTests {
  private func text(_ figures: Figure<Void>...) -> String {
    figures.reduce(into: PrometheusText()) { $0.add($1, from: ()) }.text
  }

  private func figure(
    _ name: String?, _ type: FigureType = .gauge, _ help: String = "A figure.",
    by labels: [String] = [], of samples: Sample...
  ) -> Figure<Void> {
    Figure(name, at: nil, type, help, by: labels) { samples }
  }

  @Test func `a figure says what it is, then its value`() {
    #expect(
      text(figure("a", of: Sample(3)), figure("b_total", .counter, of: Sample(.number(0.5)))) == """
        # HELP a A figure.
        # TYPE a gauge
        a 3
        # HELP b_total A figure.
        # TYPE b_total counter
        b_total 0.5

        """)
  }

  @Test func `samples are written by their labels, numbers as such`() {
    let samples = figure(
      "a", by: ["route", "status"],
      of: Sample(1, by: .text("b"), .number(9)), Sample(2, by: .text("a"), .number(10)),
      Sample(3, by: .text("a"), .number(9)))
    #expect(
      text(samples) == """
        # HELP a A figure.
        # TYPE a gauge
        a{route="a",status="9"} 3
        a{route="a",status="10"} 2
        a{route="b",status="9"} 1

        """)
  }

  @Test func `quotes, backslashes and new lines do not end a label, nor a help`() {
    let figure = figure(
      "a", .gauge, "One \\ two\nthree \"four\".", by: ["l"], of: Sample(1, by: .text("\"\\\n")))
    #expect(
      text(figure) == #"""
        # HELP a One \\ two\nthree "four".
        # TYPE a gauge
        a{l="\"\\\n"} 1

        """#)
  }

  @Test func `what has no name is not told, what has no samples only described`() {
    #expect(text(figure(nil, of: Sample(1))) == "")
    #expect(text(figure("a")) == "# HELP a A figure.\n# TYPE a gauge\n")
  }

  @Test func `a histogram of numbers counts up to one less than each power of two`() {
    let now = ContinuousClock.now
    let meter = Meter(at: now)
    for value in [0, 1, 2, 1_023, 1_024] { meter.add(value, at: now) }
    // It is told since the start, however long nothing came.
    let reading = meter.reading(at: now + .seconds(1_000))
    let figure = figure(
      "h", .histogram(.number), by: ["l"], of: Sample(.spread(reading), by: .text("x")))
    let counts = [
      "1": 2, "3": 3, "7": 3, "15": 3, "31": 3, "63": 3, "127": 3, "255": 3, "511": 3, "1023": 4,
    ]
    let lines = text(figure).split(separator: "\n").dropFirst().map(String.init)
    #expect(lines.count == 1 + 10 + 3)
    #expect(lines.first == "# TYPE h histogram")
    for (bound, count) in counts {
      #expect(lines.contains(#"h_bucket{l="x",le="\#(bound)"} \#(count)"#))
    }
    #expect(
      lines.suffix(3) == [
        #"h_bucket{l="x",le="+Inf"} 5"#, #"h_sum{l="x"} 2050"#, #"h_count{l="x"} 5"#,
      ])
  }

  @Test func `a histogram of times is told in seconds, from 16 µs to 17 s`() {
    let now = ContinuousClock.now
    let meter = Meter(at: now)
    for time in [Duration.microseconds(16), .milliseconds(2), .seconds(18)] {
      meter.add(time, at: now)
    }
    let figure = figure("h", .histogram(.seconds), of: Sample(.spread(meter.reading(at: now))))
    let lines = text(figure).split(separator: "\n").dropFirst(2).map(String.init)
    #expect(lines.count == 21 + 3)
    #expect(lines.first == #"h_bucket{le="1.6383e-05"} 1"#)
    #expect(lines[20] == #"h_bucket{le="17.179869183"} 2"#)
    #expect(lines.suffix(3) == [#"h_bucket{le="+Inf"} 3"#, "h_sum 18.002016", "h_count 3"])
  }
}
