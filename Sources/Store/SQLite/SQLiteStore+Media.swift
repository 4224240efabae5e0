import GRDB
public import HubbubDomain

extension SQLiteStore {
  public func ownMedia(_ id: MediaID, of owner: UserID) async throws -> Media? {
    try await pool.read { try $0.ownMedia(id, of: owner) }
  }

  public func shownMedia(_ id: MediaID, for reader: UserID) async throws -> MediaFile? {
    try await gathered.read { try $0.shownMedia(id, for: reader) }
  }

  public func mediaFile(_ hash: MediaFile.Hash) async throws -> MediaFile? {
    try await pool.read { try $0.mediaFile(hash) }
  }

  public func mediaFiles(after: MediaFile.Hash?, limit: Int) async throws -> [MediaFile] {
    try await pool.read { try $0.mediaFiles(after: after, limit: limit) }
  }

  public func mediaBytes(of owner: UserID) async throws -> Int64 {
    try await pool.read { try $0.mediaBytes(of: owner) }
  }

  public func media(of owner: UserID, after: MediaID?, limit: Int) async throws -> [OwnedMedia] {
    try await pool.read { try $0.media(of: owner, after: after, limit: limit) }
  }

  public func hasUnusedMedia(neverShownBefore time: Timestamp) async throws -> Bool {
    try await pool.read { try $0.hasUnusedMedia(neverShownBefore: time) }
  }
}
