import HubbubDomain
import HubbubStats
import Testing

struct MeterTests {
  private let start = ContinuousClock.now
  private let window = Limits.statsWindow

  @Test func `what is measured counts since the start, and lately`() {
    let meter = Meter(at: start)
    meter.add(3, at: start)
    meter.add(5, at: start)
    let reading = meter.reading(at: start)
    #expect((reading.all.count, reading.all.sum, reading.all.max) == (2, 8, 5))
    #expect(reading.recent == reading.all)
  }

  @Test func `a time is measured in nanoseconds`() {
    let meter = Meter(at: start)
    meter.add(.microseconds(3), at: start)
    #expect(meter.reading(at: start).all.sum == 3_000)
    meter.add(since: .now - .seconds(1))
    #expect(meter.reading().all.max >= 1_000_000_000)
  }

  @Test func `a value is recent for one window, and for the next`() {
    let meter = Meter(at: start)
    meter.add(7, at: start)
    for (time, recent) in [
      (window - .nanoseconds(1), 1), (window, 1), (window * 2 - .nanoseconds(1), 1),
      (window * 2, 0),
    ] {
      let reading = meter.reading(at: start + time)
      #expect(reading.recent.count == recent, "after \(time)")
      #expect(reading.all.count == 1)
    }
  }

  @Test func `whoever looks only after two windows finds nothing recent`() {
    let meter = Meter(at: start)
    meter.add(7, at: start)
    #expect(meter.reading(at: start + window * 2).recent.count == 0)
    let other = Meter(at: start)
    other.add(7, at: start)
    #expect(other.reading(at: start + window * 2 - .nanoseconds(1)).recent.count == 1)
  }

  @Test func `two windows are told together`() {
    let meter = Meter(at: start)
    meter.add(100, at: start)
    meter.add(1, at: start + window)
    let recent = meter.reading(at: start + window).recent
    #expect((recent.count, recent.sum, recent.max) == (2, 101, 100))
    let later = meter.reading(at: start + window * 2).recent
    #expect((later.count, later.sum, later.max) == (1, 1, 1))
  }

  @Test func `one that is off measures nothing`() {
    let meter = Meter(isOn: false, at: start)
    meter.add(7, at: start)
    meter.add(.seconds(1), at: start)
    meter.add(since: start)
    #expect(meter.reading(at: start) == Meter.Reading())
  }
}
