public import HubbubStore
public import Logging

/// Opens a store of its own on disk; its folder goes when the store does.
///
/// - Parameter maxPages: how large the file may grow, in pages of 4 KiB.
public func temporaryStore(maxPages: Int? = nil) throws -> SQLiteStore {
  let folder = try TemporaryFolder()
  return try SQLiteStore.open(
    folder: folder.path, logger: .silent(holding: folder), maxPages: maxPages)
}

extension Logger {
  /// Says nothing, and keeps `folder` for as long as somebody may log: a
  /// store's files must not go before the store does.
  public static func silent(holding folder: TemporaryFolder? = nil) -> Logger {
    Logger(label: "test") { _ in SilentLog(folder: folder) }
  }
}

/// A log that nobody reads.
private struct SilentLog: LogHandler {
  let folder: TemporaryFolder?
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.critical

  init(folder: TemporaryFolder?) { self.folder = folder }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {}
}
