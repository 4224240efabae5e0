import Logging
import Synchronization

/// A log that keeps every line, with what is told beside it.
final class LogLines: LogHandler {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }
  var logger: Logger { Logger(label: "test") { _ in self } }

  func log(event: LogEvent) {
    let line = "\(event.level): \(event.message) \(event.metadata ?? [:])"
    kept.withLock { $0.append(line) }
  }

  // One log, whoever holds it: what it is told beside each line is not kept.
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }

  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }
}
