import HubbubDomain
import HubbubHub
import HubbubStore
import Logging
import ServiceLifecycle

/// Takes what was written into the search, behind the writer and in idle time first.
struct SearchFilling: Service, CustomStringConvertible {
  let hub: Hub
  let logger: Logger

  var description: String { "search filling" }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      let clock = ContinuousClock()
      var pace = SearchPace(at: clock.now)
      while !Task.isCancelled {
        let rest = await look(&pace, at: clock.now)
        // Ends early only with the server.
        try? await clock.sleep(for: rest)
      }
    }
  }

  /// Has a pass written if it is time for one.
  ///
  /// - Returns: how long to wait until the next look.
  func look(_ pace: inout SearchPace, at now: ContinuousClock.Instant) async -> Duration {
    guard pace.isDue(hub.written, at: now) else { return Limits.searchBeat }
    switch await hub.commit(.fillSearch(rows: Limits.searchPassRows)) {
    case .done(.searchFilled(let hasMore), _), .unchanged(.searchFilled(let hasMore)):
      pace.passed(hasMore: hasMore)
      return hasMore ? Limits.searchRest : Limits.searchBeat
    case .refused(let refusal) where refusal.code == .busy: return Limits.searchBeat
    case .done, .unchanged, .repeated, .refused, .failed:
      logger.warning("the search is not filled")
      return Limits.searchRetry
    }
  }
}
