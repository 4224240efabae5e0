import Testing

@testable import hubbub_bench

struct SlowReaderTests {
  private func window(
    asleep: Bool, p99: Double, growth: Double? = nil, missed: Double = 0
  ) -> SleepWindow {
    var figures = Figures()
    figures[.missed] = missed
    figures[.closedSlow] = asleep ? 1 : 0
    return SleepWindow(isAsleep: asleep, p99: p99, growth: growth, figures: figures)
  }

  @Test func `a window warms up, and every other pair begins with the sleeper`() {
    #expect(SleepWindow.order(pairs: 1) == [false, false, true])
    #expect(SleepWindow.order(pairs: 3) == [false, false, true, true, false, false, true])
  }

  @Test func `pairs are of one quiet window and one with the sleeper, whichever was first`() {
    let pairs = SleepWindow.pairs([
      window(asleep: false, p99: 1), window(asleep: true, p99: 2),
      window(asleep: true, p99: 3), window(asleep: false, p99: 4),
    ])
    #expect(pairs.map(\.quiet.p99) == [1, 4])
    #expect(pairs.map(\.asleep.p99) == [2, 3])
  }

  @Test func `each pair has its ratio, and the median is of the ratios`() {
    let mebibyte = 1_048_576.0
    let pairs = [(10.0, 11.0, 1.0), (10, 30, 3), (20, 24, 2)].map { quiet, asleep, more in
      (
        quiet: window(asleep: false, p99: quiet, growth: mebibyte),
        asleep: window(asleep: true, p99: asleep, growth: mebibyte * (1 + more), missed: 100)
      )
    }
    var figures = Figures()
    figures.add(pairs)
    #expect(figures[.quiet] == [10, 10, 20])
    #expect(figures[.asleep] == [11, 30, 24])
    #expect(figures[.ratio] == [1.1, 3, 1.2])
    #expect(figures[.p99Ratio] == 1.2)
    #expect(figures[.p99RatioLowest] == 1.1)
    #expect(figures[.p99RatioHighest] == 3)
    #expect(figures[.sleeperMemory] == 2 * mebibyte)
    #expect(figures[.sleeperMemoryHighest] == 3 * mebibyte)
    #expect(figures[.missed] == 300)
    #expect(figures[.closedSlow] == 3)
  }

  @Test func `a server whose memory is not known is not judged by it`() {
    var figures = Figures()
    figures.add([(quiet: window(asleep: false, p99: 1), asleep: window(asleep: true, p99: 1))])
    #expect(figures[.p99Ratio] == 1)
    #expect(figures[.sleeperMemory] == nil)
  }

  @Test(
    arguments: [
      (true, 1, 1, 1, true), (true, 1, 1, nil, true), (true, 0, 0, 0, false),
      (true, 1, 0, 1, false), (true, 1, 1, 0, false), (true, 1, 1, 2, false),
      (false, 0, 0, 0, true), (false, 0, 0, nil, true), (false, 0, 0, 1, false),
    ] as [(Bool, Int, Int, Int?, Bool)])
  func `one who sleeps is closed as slow and comes back, one who reads is left alone`(
    isAsleep: Bool, ended: Int, cameBack: Int, closes: Int?, isRight: Bool
  ) {
    #expect(
      SleepWindow.isRight(isAsleep: isAsleep, ended: ended, cameBack: cameBack, closes: closes)
        == isRight)
  }

  @Test func `a window's messages are spread evenly over it, and none comes early`() {
    var stream = Stream(room: "r", count: 4, textBytes: 40)
    var due: [Int] = []
    for share in [0, 0.24, 0.25, 0.5, 0.74, 0.75, 1, 2] {
      while stream.takeDue(share) {}
      due.append(stream.published)
    }
    #expect(due == [1, 1, 2, 3, 3, 4, 4, 4])
    #expect(stream.isOver)
    stream.restart()
    #expect(!stream.isOver)
  }

  @Test func `a sleeper's socket ends once, in a window that it sleeps through`() {
    var sleeper = Sleeper(nil)
    let slow = Ending.closed(code: 4_008, slot: nil)
    var wasToBe = [sleeper.ended(slow)]
    sleeper.begin(isAsleep: false)
    wasToBe.append(sleeper.ended(slow))
    sleeper.begin(isAsleep: true)
    wasToBe += [sleeper.ended(slow), sleeper.ended(.nobody)]
    let first = sleeper.finish()
    #expect((first["sleepersEnded"], first["closeCodesRead"]) == (1, 1))
    sleeper.begin(isAsleep: true)
    #expect(!sleeper.hasEnded)
    let second = sleeper.finish()
    #expect(second["sleepersEnded"] == 0)
    wasToBe.append(sleeper.ended(slow))  // between two windows
    #expect(wasToBe == [false, false, true, false, false])
  }

  @Test func `what a sleeper missed is told of it, and what it was not told is wrong`() {
    let (room, other) = (TopicKey("conversation:1"), TopicKey("conversation:2"))
    var sleeper = Sleeper(nil)
    sleeper.begin(isAsleep: true)
    _ = sleeper.ended(.closed(code: nil, slot: nil))
    sleeper.started([room: 3, other: 1])
    for seq in [1, 3] as [Int64] { sleeper.heard(room, seq) }
    sleeper.heard(other, 1)
    let sums = sleeper.finish()
    #expect(sums["missed"] == 4)
    #expect(sums["missedWrong"] == 1)
    #expect(sums["cameBack"] == 1)
    #expect(sums["closeCodesRead"] == nil)
  }

  @Test func `who asks holds back at 250 commands that wait for an answer`() {
    var inFlight = InFlight()
    for _ in 0..<249 { inFlight.asked() }
    #expect(!inFlight.isFull)
    inFlight.asked()
    #expect(inFlight.isFull)
    inFlight.answered()
    #expect(!inFlight.isFull)
  }

  @Test func `only the windows that are named are slept through`() {
    let sleeping = Sleeping(
      seconds: 1, messages: 1, textBytes: 40, floodRooms: ["r"], floodTexts: 1, floodBytes: 40,
      windows: [false, true])
    #expect([-1, 0, 1, 2].map { sleeping.sleeps(inWindow: $0) } == [false, false, true, false])
  }
}
