public import HubbubDomain
import HubbubStore

extension GatedStore {
  public func ownMedia(_ id: MediaID, of owner: UserID) async throws -> Media? {
    try await inner.ownMedia(id, of: owner)
  }

  public func shownMedia(_ id: MediaID, for reader: UserID) async throws -> MediaFile? {
    try await inner.shownMedia(id, for: reader)
  }

  public func mediaFile(_ hash: MediaFile.Hash) async throws -> MediaFile? {
    try await inner.mediaFile(hash)
  }

  public func mediaFiles(after: MediaFile.Hash?, limit: Int) async throws -> [MediaFile] {
    try await inner.mediaFiles(after: after, limit: limit)
  }

  public func mediaBytes(of owner: UserID) async throws -> Int64 {
    try await inner.mediaBytes(of: owner)
  }

  public func media(of owner: UserID, after: MediaID?, limit: Int) async throws -> [OwnedMedia] {
    try await inner.media(of: owner, after: after, limit: limit)
  }

  public func hasUnusedMedia(neverShownBefore time: Timestamp) async throws -> Bool {
    try await inner.hasUnusedMedia(neverShownBefore: time)
  }
}
