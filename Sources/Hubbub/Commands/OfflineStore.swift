import HubbubStore
import Logging

/// The store of a data folder that no server uses, for commands that write.
enum OfflineStore {
  /// Opens it, works on it and closes it, whatever came of the work.
  ///
  /// - Throws: ``DataFolderInUse`` beside a running server; ``CannotOpen``;
  ///   what `work` throws.
  static func with<Value>(
    _ configuration: Configuration, _ work: (SQLiteStore) async throws -> Value
  ) async throws -> Value {
    let logger = JSONLogHandler.logger(max(configuration.logLevel, .warning))
    let store = try SQLiteStore.open(folder: configuration.dataFolder, logger: logger)
    let value: Value
    do { value = try await work(store) } catch {
      try await store.close()
      throw error
    }
    try await store.close()
    return value
  }
}
