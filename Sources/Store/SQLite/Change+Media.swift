import GRDB
import HubbubDomain

/// Taking in, showing and letting go of pictures, films and sounds.
extension Database {
  /// Makes a file somebody's; one that is there already stays as it is.
  func keep(_ new: NewMedia) throws -> Outcome {
    guard try !isDisabled(new.owner) else { return .refused(.accountClosed) }
    let (hash, facts) = (new.file.hash, new.file.facts)
    guard try mediaBytes(of: new.owner) + facts.bytes <= new.quota else {
      return .refused(.quotaExceeded)
    }
    try run(
      """
      INSERT INTO media_file (hash, facts, bytes) VALUES (?, ?, ?)
      ON CONFLICT (hash) DO NOTHING
      """,
      Blob(hash.bytes), try facts.asColumn(), facts.bytes)
    try run(
      """
      INSERT INTO media (id, owner, file, bytes, created_at)
      SELECT ?, ?, hash, bytes, ? FROM media_file WHERE hash = ?
      """,
      new.id, new.owner, new.createdAt, Blob(hash.bytes))
    return .done(.media(try seen(new.id, of: new.owner)), [])
  }

  /// Says in words what a file shows, wherever it is shown.
  func describe(_ id: MediaID, by owner: UserID, alt: String) throws -> Outcome {
    guard let before = try ownMedia(id, of: owner) else { return .refused(.noSuchMedia) }
    guard try !isDisabled(owner) else { return .refused(.accountClosed) }
    guard !before.alt.isSame(as: alt) else { return .unchanged(.media(before)) }
    let places = try showers(of: id)
    for case .message(let place) in places
    where try !mayHear(.conversation(place.conversation), owner) {
      // Who is not there any more says nothing there.
      return .refused(.notMember)
    }
    try run("UPDATE media SET alt = ? WHERE id = ?", alt, id)
    let after = try seen(id, of: owner)
    let told = try places.compactMap { place in
      switch place {
      case .post(let id): try tell(after, shownBy: id, of: owner)
      case .message(let place): try tell(after, shownBy: place, of: owner)
      }
    }
    return .done(.media(after), told)
  }

  private func seen(_ id: MediaID, of owner: UserID) throws -> Media {
    guard let media = try ownMedia(id, of: owner) else {
      throw DatabaseError(message: "a file that was just written is not there")
    }
    return media
  }

  /// Lets go of a file that nothing shows.
  func drop(_ id: MediaID, by owner: UserID) throws -> Outcome {
    guard try ownMedia(id, of: owner) != nil else { return .refused(.noSuchMedia) }
    let dropped = try run("DELETE FROM media WHERE id = ? AND shown = 0", id)
    return dropped == 1 ? .done(.nothing, []) : .refused(.mediaIsShown)
  }

  /// Forgets files that nobody has, and before that some that were never shown, and those
  /// of reports that were decided long ago.
  func sweepMedia(neverShownBefore time: Timestamp, rows: Int) throws -> Outcome {
    try forgetReports(settledBefore: time + (.zero - Limits.settledReportsKept), rows: rows)
    try run(
      """
      DELETE FROM media WHERE id IN (
        SELECT id FROM media WHERE shown = 0 AND created_at < ? ORDER BY created_at LIMIT ?)
      """,
      time, Int64(rows))
    let unused: [MediaFile.Hash] = try all(
      "SELECT hash FROM media_file WHERE uses = 0 ORDER BY hash LIMIT ?", Int64(rows)
    ) { MediaFile.Hash($0.bytes(0)) }
    for hash in unused { try run("DELETE FROM media_file WHERE hash = ?", Blob(hash.bytes)) }
    return .done(.mediaSwept(unused, pictures: try sweepPictures(rows: rows)), [])
  }

  // MARK: - Posts and messages

  /// Has a post show files of its author.
  func attach(_ media: [Media], toPost post: PostID) throws {
    for media in media {
      try run("INSERT INTO attachment (media, post) VALUES (?, ?)", media.id, post)
    }
  }

  /// Has a message show files of its author.
  func attach(_ media: [Media], to place: MessagePlace) throws {
    for media in media {
      try run(
        "INSERT INTO attachment (media, conversation, seq) VALUES (?, ?, ?)", media.id,
        place.conversation, place.seq)
    }
  }

  /// Takes from a post what it shows, but for these.
  func detach(fromPost post: PostID, butFor kept: [MediaID] = []) throws {
    let shown: [MediaID] = try all("SELECT media FROM attachment WHERE post = ?", post) {
      try $0.id(0)
    }
    for media in shown where !kept.contains(media) {
      try run("DELETE FROM attachment WHERE post = ? AND media = ?", post, media)
    }
  }

  /// Takes from a message what it shows.
  func detach(from place: MessagePlace) throws {
    try run(
      "DELETE FROM attachment WHERE conversation = ? AND seq = ?", place.conversation, place.seq)
  }

  // MARK: - Other words for what is shown

  private func tell(_ media: Media, shownBy id: PostID, of owner: UserID) throws -> Event? {
    guard let post = try post(id, for: owner) else { return nil }
    let shown = post.media.replacing(media)
    try run("UPDATE post SET media = ? WHERE id = ?", try shown.asColumn(), id)
    return try tellEdited(id, by: owner)
  }

  private func tell(
    _ media: Media, shownBy place: MessagePlace, of owner: UserID
  ) throws -> Event? {
    guard let message = try message(place, for: .hub) else { return nil }
    try run(
      "UPDATE message SET media = ?3 WHERE conversation = ?1 AND seq = ?2", place.conversation,
      place.seq, try message.media.replacing(media).asColumn())
    return try tellEdited(place, by: owner)
  }
}

extension [Media] {
  /// The same with one as it is now.
  fileprivate func replacing(_ media: Media) -> [Media] {
    map { $0.id == media.id ? media : $0 }
  }
}
