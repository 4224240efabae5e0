import GRDB
import HubbubDomain

/// A file whose forms were made anew, as what is known of it is kept.
extension Database {
  /// Keeps what is known of a file now, and tells of it wherever it is shown.
  ///
  /// - Complexity: a row and an event for each post and message that shows it, whoever's it is.
  func mend(_ file: MediaFile) throws -> Outcome {
    guard let before = try mediaFile(file.hash), before != file else {
      return .unchanged(.nothing)
    }
    let (hash, facts) = (Blob(file.hash.bytes), file.facts)
    try run(
      "UPDATE media_file SET facts = ?, bytes = ? WHERE hash = ?", try facts.asColumn(),
      facts.bytes, hash)
    try run("UPDATE media SET bytes = ? WHERE file = ?", facts.bytes, hash)
    let ids: [MediaID] = try all("SELECT id FROM media WHERE file = ?", hash) { try $0.id(0) }
    let mended = Mended(ids: Set(ids), facts: facts)
    let told = try showers(of: hash).compactMap { try tell(mended, shownBy: $0.0, of: $0.1) }
    return .done(.nothing, told)
  }

  /// What shows a file, whoever has it, each once with its author.
  private func showers(of file: Blob) throws -> [(Shower, UserID)] {
    try all(
      """
      SELECT DISTINCT post, conversation, seq, owner
      FROM media JOIN attachment ON attachment.media = media.id
      WHERE file = ? ORDER BY post, conversation, seq
      """, file
    ) { (try $0.shower(0), try $0.id(3)) }
  }

  private func tell(
    _ mended: Mended, shownBy shower: Shower, of author: UserID
  ) throws -> Event? {
    switch shower {
    case .post(let id):
      let shown = try first("SELECT media FROM post WHERE id = ?", id) { $0.optionalText(0) }
      try run(
        "UPDATE post SET media = ? WHERE id = ?", try mended.column(of: shown ?? nil), id)
      return try tellEdited(id, by: author)
    case .message(let place):
      let shown = try first(
        "SELECT media FROM message WHERE conversation = ? AND seq = ?", place.conversation,
        place.seq
      ) { $0.optionalText(0) }
      try run(
        "UPDATE message SET media = ?3 WHERE conversation = ?1 AND seq = ?2",
        place.conversation, place.seq, try mended.column(of: shown ?? nil))
      return try tellEdited(place, by: author)
    }
  }
}

/// All that people have of one file, and what is known of it now.
private struct Mended {
  let ids: Set<MediaID>
  let facts: MediaFile.Facts

  /// A column `media` with what is known now.
  func column(of text: String?) throws -> String? {
    try [Media](column: text).map { one in
      ids.contains(one.id) ? Media(id: one.id, facts: facts, alt: one.alt) : one
    }.asColumn()
  }
}
