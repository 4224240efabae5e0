import Foundation
import HubbubDomain
import HubbubTesting
import Testing

struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (1_795_349_065_007, "2026-11-22T12:04:25.007Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (951_868_799_999, "2000-02-29T23:59:59.999Z"), (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
    (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
    (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func `a moment is written in RFC 3339`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
  }

  @Test func `moments are written as Foundation writes them`() {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    var random = SeededGenerator(seed: 1)
    for _ in 0..<5000 {
      // From 1600 on: before, Foundation may count by the Julian calendar.
      let milliseconds = Int64.random(in: -11_676_096_000_000...253_402_300_799_999, using: &random)
      let seconds = Double(milliseconds) / 1000
      // A tenth of a millisecond, so that Foundation's fractions do not fall below the whole one.
      let date = Date(timeIntervalSince1970: seconds + 0.0001)
      #expect(Timestamp(milliseconds: milliseconds).description == style.format(date))
    }
  }

  @Test func `now is now`() {
    let before = Date().timeIntervalSince1970 * 1000
    let now = Double(Timestamp.now().milliseconds)
    let after = Date().timeIntervalSince1970 * 1000
    #expect(before - 1 <= now && now <= after)
  }

  @Test func `a moment some time later is later by as many milliseconds`() {
    let start = Timestamp(milliseconds: 1_000)
    #expect(start + .milliseconds(250) == Timestamp(milliseconds: 1_250))
    #expect(start + .seconds(30 * 86_400) == Timestamp(milliseconds: 2_592_001_000))
    #expect(start + .seconds(-2) == Timestamp(milliseconds: -1_000))
    #expect(start + .microseconds(999) == start)
    #expect(start < start + .milliseconds(1))
  }

  @Test func `a moment is JSON text`() throws {
    let bytes = try JSONEncoder().encode([Recorded.written])
    #expect(try JSON(utf8: bytes) == ["2026-11-22T12:04:25.007Z"])
  }
}
