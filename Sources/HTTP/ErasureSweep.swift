import HubbubAccounts
import HubbubDomain
import HubbubMedia
import Logging
import ServiceLifecycle

/// Erases those who left too long ago to come back: at the start and once a day.
struct ErasureSweep: Service, CustomStringConvertible {
  let accounts: Accounts
  let pictures: Pictures?
  let logger: Logger

  var description: String { "erasure sweep" }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await sweep()
        // Ends early only with the server.
        try? await Task.sleep(for: Limits.erasureInterval)
      }
    }
  }

  /// Erases once; what fails is tried again at the next turn.
  func sweep() async {
    do {
      let count = try await accounts.eraseLeavers { await pictures?.discard($0, of: $1) }
      if count > 0 { logger.info("people who left were erased", metadata: ["people": "\(count)"]) }
    } catch is CancellationError {
      return
    } catch {
      logger.warning("not all who left were erased", metadata: ["cause": "\(error)"])
    }
  }
}
