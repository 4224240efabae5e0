import FoundationEssentials
import Testing

@testable import hubbub_bench

struct LatencyTests {
  @Test func `percentiles are those of what was recorded, to three digits`() {
    var latency = Latency()
    for milliseconds in 1...1_000 { latency.record(nanoseconds: UInt64(milliseconds) * 1_000_000) }
    #expect(abs(latency.milliseconds(50) - 500) < 1)
    #expect(abs(latency.milliseconds(99) - 990) < 1.5)
    #expect(abs(latency.milliseconds(99.9) - 999) < 1.5)
    #expect(abs(latency.milliseconds(100) - 1_000) < 1.5)
  }

  @Test func `what several workers recorded is, merged, as if one had`() throws {
    var (whole, merged) = (Latency(), Latency())
    var parts = [Latency(), Latency(), Latency()]
    for value in 0..<3_000 {
      let nanoseconds = UInt64(value * value) * 1_000
      whole.record(nanoseconds: nanoseconds)
      parts[value % 3].record(nanoseconds: nanoseconds)
    }
    for part in parts {
      merged.merge(try JSONDecoder().decode(Latency.self, from: JSONEncoder().encode(part)))
    }
    #expect(merged.count == whole.count)
    for percent in [0, 10, 50, 90, 99, 99.9, 100] {
      #expect(merged.milliseconds(percent) == whole.milliseconds(percent))
    }
  }

  @Test func `what takes longer than two minutes counts as two minutes`() {
    var latency = Latency()
    latency.record(nanoseconds: (Limits.latencyMicroseconds + 1) * 1_000)
    latency.record(nanoseconds: .max)
    #expect(latency.count == 2)
    #expect(abs(latency.milliseconds(100) - Double(Limits.latencyMicroseconds) / 1_000) < 150)
  }
}
