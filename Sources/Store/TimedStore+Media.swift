public import HubbubDomain

extension TimedStore {
  public func ownMedia(_ id: MediaID, of owner: UserID) async throws -> Media? {
    try await timed(.ownMedia) { try await store.ownMedia(id, of: owner) }
  }

  public func shownMedia(_ id: MediaID, for reader: UserID) async throws -> MediaFile? {
    try await timed(.shownMedia) { try await store.shownMedia(id, for: reader) }
  }

  public func mediaFile(_ hash: MediaFile.Hash) async throws -> MediaFile? {
    try await timed(.mediaFile) { try await store.mediaFile(hash) }
  }

  public func mediaFiles(after: MediaFile.Hash?, limit: Int) async throws -> [MediaFile] {
    try await timed(.mediaFiles) { try await store.mediaFiles(after: after, limit: limit) }
  }

  public func mediaBytes(of owner: UserID) async throws -> Int64 {
    try await timed(.mediaBytes) { try await store.mediaBytes(of: owner) }
  }

  public func media(of owner: UserID, after: MediaID?, limit: Int) async throws -> [OwnedMedia] {
    try await timed(.mediaOwned) { try await store.media(of: owner, after: after, limit: limit) }
  }

  public func hasUnusedMedia(neverShownBefore time: Timestamp) async throws -> Bool {
    try await timed(.unusedMedia) { try await store.hasUnusedMedia(neverShownBefore: time) }
  }
}
