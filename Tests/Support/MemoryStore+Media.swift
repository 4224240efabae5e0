public import HubbubDomain
import HubbubStore

extension MemoryStore {
  public func ownMedia(_ id: MediaID, of owner: UserID) -> Media? {
    state.ownMedia(id, of: owner)
  }

  public func shownMedia(_ id: MediaID, for reader: UserID) -> MediaFile? {
    state.shownMedia(id, for: reader)
  }

  public func mediaFile(_ hash: MediaFile.Hash) -> MediaFile? { state.mediaFiles[hash] }

  public func mediaFiles(after: MediaFile.Hash?, limit: Int) -> [MediaFile] {
    let all = state.mediaFiles.values.sorted { $0.hash < $1.hash }
    return Array(all.drop { file in after.map { !($0 < file.hash) } ?? false }.prefix(limit))
  }

  public func mediaBytes(of owner: UserID) -> Int64 { state.mediaBytes(of: owner) }

  public func hasUnusedMedia(neverShownBefore time: Timestamp) -> Bool {
    var after = state
    return after.sweepMedia(neverShownBefore: time, rows: 1)
      != .done(.mediaSwept([], pictures: []), []) || !state.leftPictures.isEmpty
      || after.media.count != state.media.count || after.reports.count != state.reports.count
  }

  public func media(of owner: UserID, after: MediaID?, limit: Int) -> [OwnedMedia] {
    let start = after ?? MediaID(high: 0, low: 0)
    let all = state.media.filter { $0.value.owner == owner && start < $0.key }
    return all.sorted { $0.key < $1.key }.prefix(limit).compactMap { id, row in
      state.mediaFiles[row.hash].map {
        OwnedMedia(
          id: id, file: $0, alt: row.alt, createdAt: row.createdAt,
          shownBy: state.showers(of: [id]))
      }
    }
  }
}
