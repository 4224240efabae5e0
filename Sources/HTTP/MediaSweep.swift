import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import Logging
import ServiceLifecycle

/// Removes what a crash left of media, once, then now and then what nobody has any more.
struct MediaSweep: Service, CustomStringConvertible {
  let hub: Hub
  let media: MediaLibrary?
  let pictures: Pictures?
  let logger: Logger

  var description: String { "media sweep" }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await media?.sweepLeftovers()
      while !Task.isCancelled {
        let hasMore = await look(at: .now())
        // Ends early only with the server.
        try? await Task.sleep(for: hasMore ? Limits.mediaSweepRest : Limits.mediaSweepBeat)
      }
    }
  }

  /// Sweeps once; what fails is tried again at the next look.
  ///
  /// - Returns: whether there may be more.
  func look(at time: Timestamp) async -> Bool {
    do {
      let before = time + (.zero - Limits.unshownMediaKept)
      guard try await hub.store.hasUnusedMedia(neverShownBefore: before) else { return false }
      let hasMore = try await media?.sweepUnused(neverShownBefore: before) {
        await pictures?.discard($0.picture, of: $0.user)
      }
      return hasMore ?? false
    } catch {
      logger.warning("unused media were not removed", metadata: ["cause": "\(error)"])
      return false
    }
  }
}
