import Glibc
import HubbubDomain
import Testing

@testable import HubbubMedia

/// Threads for work that blocks.
@Suite struct WorkThreadsTests {
  @Test func `who stands back does so alone: whoever waits for the work goes on as before`()
    async throws
  {
    let (own, threads) = (Self.niceness, WorkThreads(1, waiting: 1, niceness: 5))
    for _ in 0..<20 {
      #expect(try await threads.run { Self.niceness } == max(own, 5))
      #expect(Self.niceness == own)
    }
  }

  /// How far the running thread stands back.
  private static var niceness: Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
}
