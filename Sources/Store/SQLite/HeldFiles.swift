import GRDB
import HubbubDomain

/// Reading which files the rows name, and who has them.
extension Database {
  func heldFiles(after: MediaFile.Hash?, limit: Int) throws -> [HeldFile] {
    let rows: [(MediaFile.Hash, MediaFile.Facts?)] = try all(
      """
      SELECT hash, facts FROM media_file WHERE hash > ? AND length(hash) = 32
      ORDER BY hash LIMIT ?
      """,
      Blob(after?.bytes ?? []), Int64(limit)
    ) { ($0.hash(0), Self.facts($0.text(1))) }
    return try rows.map { try held($0, $1) }
  }

  func heldFile(_ hash: MediaFile.Hash) throws -> HeldFile? {
    let found = try first("SELECT facts FROM media_file WHERE hash = ?", Blob(hash.bytes)) {
      Self.facts($0.text(0))
    }
    return try found.map { try held(hash, $0) }
  }

  func chosenPictures(after: UserID?, limit: Int) throws -> [ChosenPicture] {
    try all(
      """
      SELECT id, username, picture FROM user WHERE picture IS NOT NULL AND id > ?
      ORDER BY id LIMIT ?
      """,
      after ?? UserID(high: 0, low: 0), Int64(limit)
    ) { ChosenPicture(user: try $0.id(0), username: $0.text(1), picture: try $0.id(2)) }
  }

  private func held(
    _ hash: MediaFile.Hash, _ facts: MediaFile.Facts?
  ) throws -> HeldFile {
    let holder = try first(
      """
      SELECT media.id, username FROM media JOIN user ON user.id = owner WHERE file = ?
      ORDER BY media.id LIMIT 1
      """, Blob(hash.bytes)
    ) { HeldFile.Holder(media: try $0.id(0), username: $0.text(1)) }
    let count = try first("SELECT count(*) FROM media WHERE file = ?", Blob(hash.bytes)) {
      $0.int(0)
    }
    return HeldFile(hash: hash, facts: facts, holder: holder, others: max(0, (count ?? 0) - 1))
  }

  /// Nil for what cannot be read: a look tells it, and goes on.
  private static func facts(_ text: String) -> MediaFile.Facts? {
    do { return try MediaFile.Facts(column: text) } catch { return nil }
  }
}
