import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// When the search takes in what was written.
@Suite(.timeLimit(.minutes(10))) struct SearchPaceTests {
  /// A pace that is looked at, at times since its start.
  private final class Bench {
    private let start: ContinuousClock.Instant
    private var pace: SearchPace

    init() {
      start = .now
      pace = SearchPace(at: start)
    }

    func isDue(_ changes: Int, waiting: Int = 0, at time: Duration) -> Bool {
      var counts = WriterCounts()
      (counts.changes, counts.waiting) = (changes, waiting)
      return pace.isDue(counts, at: start + time)
    }

    func passed(hasMore: Bool) { pace.passed(hasMore: hasMore) }
  }

  private let bench = Bench()

  /// How many passes there are in so many beats, with so many changes written in each.
  private func passes(_ beats: Int, writing rate: Int, waiting: Int = 0) -> Int {
    var (changes, passes) = (0, 0)
    for beat in 0..<beats {
      if bench.isDue(changes, waiting: waiting, at: Limits.searchBeat * beat) {
        (changes, passes) = (changes + 1, passes + 1)
        bench.passed(hasMore: false)
      }
      changes += rate
    }
    return passes
  }

  @Test func `at the start there may be something from before`() {
    #expect(bench.isDue(0, at: .zero))
    bench.passed(hasMore: false)
    #expect(!bench.isDue(1, at: Limits.searchBeat))
  }

  @Test func `on a quiet server what is written is taken in at the next look`() {
    #expect(bench.isDue(0, at: .zero))
    bench.passed(hasMore: false)
    #expect(bench.isDue(2, at: Limits.searchBeat))
    bench.passed(hasMore: false)
    #expect(!bench.isDue(3, at: Limits.searchBeat * 2))
    #expect(!bench.isDue(3, at: Limits.searchBeat * 1_000))
  }

  @Test func `what is written during a pass is taken in by the next`() {
    #expect(bench.isDue(5, at: .seconds(9)))
    bench.passed(hasMore: false)
    #expect(bench.isDue(7, at: .seconds(10)))
  }

  @Test func `while there is more it goes on`() {
    var changes = 0
    for step in 0..<10 {
      #expect(bench.isDue(changes, at: Limits.searchRest * step))
      bench.passed(hasMore: true)
      changes += 1
    }
  }

  @Test func `a little writing holds nothing up`() {
    let quiet = Int(Limits.searchBeat / .seconds(1) * Double(Limits.searchQuietRate))
    #expect(passes(40, writing: quiet) == 40)
  }

  @Test func `more than a little is not interrupted`() {
    let quiet = Int(Limits.searchBeat / .seconds(1) * Double(Limits.searchQuietRate))
    #expect(passes(40, writing: quiet + 1) <= 3)
  }

  @Test(arguments: [(5_000, 0), (1, 1)])
  func `under load a pass comes now and then`(rate: Int, waiting: Int) {
    let minute = Int(Duration.seconds(60) / Limits.searchBeat)
    #expect((11...13).contains(passes(minute, writing: rate, waiting: waiting)))
  }
}
