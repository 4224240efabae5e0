import Hummingbird
import Logging

/// What a route gets with a request, without a connection behind it.
struct TestContext: RequestContext {
  struct Source: RequestContextSource {
    let logger: Logger
  }

  var coreContext: CoreRequestContextStorage

  init(source: Source) { coreContext = .init(source: source) }

  init() {
    self.init(source: Source(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
  }
}
