import HubbubMedia
import ServiceLifecycle

/// Removes what a crash left of pictures, once, beside everything else.
struct PictureSweep: Service, CustomStringConvertible {
  let pictures: Pictures?

  var description: String { "picture sweep" }

  func run() async throws {
    await cancelWhenGracefulShutdown { await pictures?.sweep() }
    // A service that returns would end the others.
    try await gracefulShutdown()
  }
}
