public import HubbubDomain
import Logging

extension MediaLibrary {
  /// Removes what a crash left: unfinished uploads, and files that no row names.
  ///
  /// It may run beside everything else, and ends early when cancelled.
  public func sweepLeftovers() async {
    do {
      try await files.run { [incoming] in try incoming.removeLeftovers() }
      for shard in try await files.run({ [folder] in try folder.shards() }) {
        for hash in try await files.run({ [folder] in try folder.hashes(in: shard) }) {
          try Task.checkCancellation()
          try await removeUnlessNamed(hash)
        }
      }
    } catch is CancellationError {
      return
    } catch {
      logger.warning("not all leftovers of media were removed", metadata: ["cause": "\(error)"])
    }
  }

  /// Forgets files that nobody has any more, and removes them.
  ///
  /// - Parameters:
  ///   - time: what was taken in before, and never shown, is nobody's.
  ///   - discard: removes a profile picture that a report showed.
  /// - Returns: whether there may be more.
  public func sweepUnused(
    neverShownBefore time: Timestamp, discard: (UsersPicture) async -> Void = { _ in }
  ) async throws -> Bool {
    let rows = Limits.sweptMedia
    let outcome = await self.rows.commit(.sweepMedia(neverShownBefore: time, rows: rows))
    guard case .mediaSwept(let hashes, let pictures) = try outcome.result.get() else {
      return false
    }
    for picture in pictures { await discard(picture) }
    for hash in hashes { try await removeUnlessNamed(hash) }
    return max(hashes.count, pictures.count) == rows
  }

  /// Somebody may send the same again meanwhile.
  private func removeUnlessNamed(_ hash: MediaFile.Hash) async throws {
    try await locks.with(hash) {
      if try await rows.file(hash) == nil { await discard(hash) }
    }
  }
}
