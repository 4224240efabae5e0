import Synchronization

/// Lets one at a time do something about a key; the others wait, in order.
///
/// - Bounds: one entry for each key that somebody works at, and one for each who waits.
final class KeyedLock<Key: Hashable & Sendable>: Sendable {
  private let waiting = Mutex<[Key: [CheckedContinuation<Void, Never>]]>([:])

  func with<Value>(_ key: Key, _ body: () async throws -> Value) async rethrows -> Value {
    await lock(key)
    defer { unlock(key) }
    return try await body()
  }

  private func lock(_ key: Key) async {
    await withCheckedContinuation { continuation in
      let isFree = waiting.withLock { waiting in
        guard waiting[key] != nil else {
          waiting[key] = []
          return true
        }
        waiting[key]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func unlock(_ key: Key) {
    let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
      guard var others = waiting[key], !others.isEmpty else {
        waiting[key] = nil
        return nil
      }
      let next = others.removeFirst()
      waiting[key] = others
      return next
    }
    next?.resume()
  }
}
