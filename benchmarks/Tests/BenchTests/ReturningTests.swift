import Testing

@testable import hubbub_bench

struct ReturningTests {
  @Test func `delays double from a quarter of a second to eight`() {
    let delays = (1...8).map { Backoff.seconds(attempt: $0, random: 0) }
    #expect(delays == [0.25, 0.5, 1, 2, 4, 8, 8, 8])
    #expect(Backoff.seconds(attempt: 10_000, random: 0) == 8)
  }

  @Test func `jitter adds a quarter at most`() {
    #expect(Backoff.seconds(attempt: 3, random: 0.5) == 1.125)
    for _ in 0..<1_000 { #expect((8..<10).contains(Backoff.seconds(attempt: 9))) }
  }

  @Test func `a server that drains or is full says when to come back`() {
    let close = closed(4_001, #"{"retryAfterMs":1500}"#)
    #expect(close == .closed(code: 4_001, slot: 1.5))
    #expect(Backoff.seconds(after: close, attempt: 7) == 1.5)
    #expect(Backoff.seconds(after: closed(4_002, #"{"retryAfterMs":0}"#), attempt: 7) == 0)
    #expect(Backoff.seconds(after: closed(4_008, #"{"retryAfterMs":1}"#), attempt: 6) >= 8)
    #expect(Backoff.seconds(after: .nobody, attempt: 6) >= 8)
  }

  @Test func `a close without a code is one all the same`() {
    #expect([UInt8]().withUnsafeBytes { Ending.closed(by: $0) } == .closed(code: nil, slot: nil))
    #expect(closed(1_000, "") == .closed(code: 1_000, slot: nil))
  }

  private func closed(_ code: UInt16, _ reason: String) -> Ending {
    let payload = [UInt8(code >> 8), UInt8(code & 0xff)] + Array(reason.utf8)
    return payload.withUnsafeBytes { Ending.closed(by: $0) }
  }
}
