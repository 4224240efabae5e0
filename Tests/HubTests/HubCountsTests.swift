import HubbubDomain
import Testing

@testable import HubbubHub

/// What a hub counts, by name.
struct HubCountsTests {
  @Test func `closed sockets are counted by code, and codes that nobody knows as one`() {
    let counts = HubCounts()
    for code: UInt16? in [4008, 4008, 1001, nil] { counts.closed(code) }
    for code: UInt16 in 3_000..<3_100 { counts.closed(code) }
    let all = counts.snapshot()
    #expect(all["socketsClosed"] == 104)
    #expect(all["closed.4008"] == 2)
    #expect(all["closed.1001"] == 1)
    #expect(all["closed.1006"] == 1)
    #expect(all["closed.0"] == 100)
    #expect(all.keys.filter { $0.hasPrefix("closed.") }.count == 4)
  }
}
