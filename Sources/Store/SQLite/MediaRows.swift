import GRDB
import HubbubDomain

/// Reading what people took in.
extension Database {
  /// One of somebody's own.
  func ownMedia(_ id: MediaID, of owner: UserID) throws -> Media? {
    try first(
      """
      SELECT facts, alt FROM media JOIN media_file ON hash = file
      WHERE media.id = ? AND owner = ?
      """,
      id, owner
    ) { Media(id: id, facts: try .init(column: $0.text(0)), alt: $0.text(1)) }
  }

  /// What somebody wants to show together; or why they cannot.
  ///
  /// - Bounds: ``Limits/shownTogether`` pictures, or one of the others.
  func media(_ ids: [MediaID], of owner: UserID) throws -> Result<[Media], Refusal> {
    guard ids.count <= Limits.shownTogether, Set(ids).count == ids.count else {
      return .failure(.tooManyMedia)
    }
    var found: [Media] = []
    for id in ids {
      guard let media = try ownMedia(id, of: owner) else { return .failure(.noSuchMedia) }
      let shown = try first("SELECT shown FROM media WHERE id = ?", id) { $0.int(0) } ?? 0
      guard shown < Limits.showers else { return .failure(.shownTooOften) }
      found.append(media)
    }
    guard found.count < 2 || found.allSatisfy({ $0.facts.type.kind == .image }) else {
      return .failure(.mixedMedia)
    }
    return .success(found)
  }

  /// What is sent of a file to this reader; nil for who may not see anything that shows it.
  func shownMedia(_ id: MediaID, for reader: UserID) throws -> MediaFile? {
    try first(Self.shownMedia, id, reader) { row in
      MediaFile(hash: row.hash(0), facts: try .init(column: row.text(1)))
    }
  }

  /// `?1` media, `?2` reader; its owner sees it in any case.
  static let shownMedia = """
    SELECT hash, facts FROM media JOIN media_file ON hash = file
    WHERE media.id = ?1 AND (owner = ?2
      OR EXISTS (\(showing) WHERE attachment.media = ?1 AND \(Sight.post(by: "?2")))
      OR EXISTS (SELECT 1 FROM attachment
        JOIN member ON member.conversation = attachment.conversation AND member.user = ?2
        JOIN topic ON topic.kind = 4 AND topic.id = attachment.conversation AND direct < 2
        WHERE attachment.media = ?1))
    """

  private static let showing = """
    SELECT 1 FROM attachment JOIN post ON post.id = attachment.post
    """

  /// A file that is kept, whoever has it.
  func mediaFile(_ hash: MediaFile.Hash) throws -> MediaFile? {
    try first("SELECT facts FROM media_file WHERE hash = ?", Blob(hash.bytes)) {
      MediaFile(hash: hash, facts: try .init(column: $0.text(0)))
    }
  }

  /// The files that are kept, by hash, from behind `after` on.
  func mediaFiles(after: MediaFile.Hash?, limit: Int) throws -> [MediaFile] {
    try all(
      "SELECT hash, facts FROM media_file WHERE hash > ? ORDER BY hash LIMIT ?",
      Blob(after?.bytes ?? []), Int64(limit)
    ) { MediaFile(hash: $0.hash(0), facts: try .init(column: $0.text(1))) }
  }

  /// How many bytes somebody keeps, with what reports of theirs hold of what they deleted.
  func mediaBytes(of owner: UserID) throws -> Int64 {
    let own = try first("SELECT coalesce(sum(bytes), 0) FROM media WHERE owner = ?", owner) {
      $0.int(0)
    }
    let held = try first(
      """
      SELECT coalesce(sum(bytes), 0) FROM media_file WHERE hash IN (
        SELECT file FROM report JOIN report_media ON report_media.report = report.id
        WHERE author = ? AND NOT EXISTS (SELECT 1 FROM media WHERE id = report_media.media))
      """, owner
    ) { $0.int(0) }
    return (own ?? 0) + (held ?? 0)
  }

  /// Whether there is anything for a sweep to forget.
  func hasUnusedMedia(neverShownBefore time: Timestamp) throws -> Bool {
    try exists(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM media_file WHERE uses = 0)
        OR EXISTS (SELECT 1 FROM media WHERE shown = 0 AND created_at < ?1)
        OR EXISTS (SELECT 1 FROM report WHERE settled_at < ?2)
        OR EXISTS (SELECT 1 FROM report_picture WHERE is_left = 1)
      """, time, time + (.zero - Limits.settledReportsKept))
  }

  /// What somebody took in, by id, from behind `after` on.
  func media(
    of owner: UserID, after: MediaID?, limit: Int
  ) throws -> [OwnedMedia] {
    let found = try all(
      """
      SELECT media.id, hash, facts, alt, created_at FROM media JOIN media_file ON hash = file
      WHERE owner = ? AND media.id > ? ORDER BY media.id LIMIT ?
      """,
      owner, after ?? MediaID(high: 0, low: 0), Int64(limit)
    ) { row in
      OwnedMedia(
        id: try row.id(0),
        file: MediaFile(hash: row.hash(1), facts: try .init(column: row.text(2))),
        alt: row.text(3), createdAt: row.time(4))
    }
    return try found.map { one in
      OwnedMedia(
        id: one.id, file: one.file, alt: one.alt, createdAt: one.createdAt,
        shownBy: try showers(of: one.id))
    }
  }

  /// What shows a file: messages by conversation and number, then posts by age.
  func showers(of id: MediaID) throws -> [Shower] {
    try all(
      """
      SELECT post, conversation, seq FROM attachment WHERE media = ?
      ORDER BY post, conversation, seq
      """, id
    ) { try $0.shower(0) }
  }
}

extension Columns {
  /// The columns `post`, `conversation`, `seq` of an attachment, the first at `column`.
  func shower(_ column: Int32) throws -> Shower {
    guard isNull(column) else { return .post(try id(column)) }
    return .message(MessagePlace(try id(column + 1), int(column + 2)))
  }

  func hash(_ column: Int32) -> MediaFile.Hash {
    MediaFile.Hash(bytes(column))
  }
}
