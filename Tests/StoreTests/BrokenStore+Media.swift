import HubbubDomain
import HubbubTesting

extension BrokenStore {
  func ownMedia(_ id: MediaID, of owner: UserID) async throws -> Media? {
    await sound.ownMedia(id, of: owner)
  }

  func shownMedia(_ id: MediaID, for reader: UserID) async throws -> MediaFile? {
    await sound.shownMedia(id, for: reader)
  }

  func mediaFile(_ hash: MediaFile.Hash) async throws -> MediaFile? {
    await sound.mediaFile(hash)
  }

  func mediaFiles(after: MediaFile.Hash?, limit: Int) async throws -> [MediaFile] {
    await sound.mediaFiles(after: after, limit: limit)
  }

  func mediaBytes(of owner: UserID) async throws -> Int64 {
    await sound.mediaBytes(of: owner)
  }

  func media(of owner: UserID, after: MediaID?, limit: Int) async throws -> [OwnedMedia] {
    await sound.media(of: owner, after: after, limit: limit)
  }

  func hasUnusedMedia(neverShownBefore time: Timestamp) async throws -> Bool {
    await sound.hasUnusedMedia(neverShownBefore: time)
  }
}
