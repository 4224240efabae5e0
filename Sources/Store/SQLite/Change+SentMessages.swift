import GRDB
import HubbubDomain

/// Changing what was said.
extension Database {
  /// Gives a message of one's own another text, within ``Limits/editTime``.
  func edit(
    _ place: MessagePlace, by user: User, to text: String, at time: Timestamp
  ) throws -> Outcome {
    let before: Message
    switch try own(place, user.id) {
    case .success(let message): before = message
    case .failure(let refusal): return .refused(refusal)
    }
    guard time <= before.createdAt + Limits.editTime else { return .refused(.tooLateToEdit) }
    guard !before.text.isSame(as: text) else { return try .unchanged(seen(place, by: user.id)) }
    try run(
      """
      UPDATE message SET text = ?3, edited_at = ?4, sent_digest = coalesce(sent_digest, ?5)
      WHERE conversation = ?1 AND seq = ?2
      """,
      place.conversation, place.seq, text, time, before.text.digest)
    try searchTakes(messageAt: place, insteadOf: before.text)
    let told = try tellEdited(place, by: user.id)
    let after = try message(place, for: .hub) ?? before
    let unrung = try unringMentioned(in: before, butNotIn: text)
    return .done(
      try seen(place, by: user.id), [told] + unrung + (try ringMentioned(in: after, at: time)))
  }

  /// Leaves nothing of a message of one's own but its number.
  func deleteMessage(_ place: MessagePlace, by user: User) throws -> Outcome {
    let before: Message
    switch try own(place, user.id) {
    case .success(let message): before = message
    case .failure(let refusal): return .refused(refusal)
    }
    try run(
      """
      UPDATE message SET text = '', is_deleted = 1, edited_at = NULL, reactions = NULL,
        sent_digest = coalesce(sent_digest, ?3)
      WHERE conversation = ?1 AND seq = ?2
      """,
      place.conversation, place.seq, before.text.digest)
    try searchTakes(messageAt: place, insteadOf: before.text)
    try run(
      "DELETE FROM reaction WHERE conversation = ? AND seq = ?", place.conversation, place.seq)
    let bells = try unringMentioned(in: before, butNotIn: "") + unringWritten(before)
    let seq = try append(
      .messageDeleted(user.id, place.seq), to: .conversation(place.conversation))
    guard let tombstone = try message(place, for: .hub) else { return .refused(.noSuchMessage) }
    let told = Event(
      topic: .conversation(place.conversation), seq: seq, body: .messageDeleted(tombstone))
    return .done(.nothing, [told] + bells)
  }

  private func searchTakes(messageAt place: MessagePlace, insteadOf text: String) throws {
    let position = try first(
      "SELECT position FROM message WHERE conversation = ? AND seq = ?", place.conversation,
      place.seq
    ) { $0.int(0) }
    if let position { try searchTakes(message: position, insteadOf: text) }
  }

  /// A message that is still there, for its author who may still write here.
  private func own(
    _ place: MessagePlace, _ user: UserID
  ) throws -> Result<Message, Refusal> {
    if let refusal = try refusalToChange(place, by: user) { return .failure(refusal) }
    guard let found = try message(place, for: .hub), !found.isDeleted else {
      return .failure(.noSuchMessage)
    }
    return found.author.id == user ? .success(found) : .failure(.forAuthors)
  }

  private func refusalToChange(_ place: MessagePlace, by user: UserID) throws -> Refusal? {
    guard try mayHear(.conversation(place.conversation), user) else {
      return try refusalToTouch(place.conversation, by: user)
    }
    return try isDisabled(user) ? .accountClosed : nil
  }

  private func tellEdited(
    _ place: MessagePlace, by user: UserID, _ reacted: Reacted? = nil
  ) throws -> Event {
    let seq = try append(
      .messageEdited(user, place.seq), to: .conversation(place.conversation))
    guard let message = try message(place, for: .hub) else {
      throw DatabaseError(message: "a message that was changed is not there")
    }
    return Event(
      topic: .conversation(place.conversation), seq: seq, body: .messageEdited(message, reacted))
  }

  private func seen(_ place: MessagePlace, by user: UserID) throws -> Answer {
    guard let message = try message(place, for: user) else {
      throw DatabaseError(message: "a member does not see a message")
    }
    return .changedMessage(message)
  }

  // MARK: - Reactions

  /// Gives a message an emoji, once, or takes it back.
  func react(_ place: MessagePlace, _ reacted: Reacted) throws -> Outcome {
    if let refusal = try refusalToChange(place, by: reacted.user) { return .refused(refusal) }
    guard let before = try message(place, for: .hub), !before.isDeleted else {
      return .refused(.noSuchMessage)
    }
    guard try keep(reacted, of: place) else {
      return .unchanged(try seen(place, by: reacted.user))
    }
    let counts = before.reactions.counting(reacted)
    try run(
      "UPDATE message SET reactions = ?3 WHERE conversation = ?1 AND seq = ?2",
      place.conversation, place.seq, counts.isEmpty ? nil : counts.stored)
    let told = try tellEdited(place, by: reacted.user, reacted)
    return .done(try seen(place, by: reacted.user), [told])
  }

  /// Writes who reacted, or removes it; false where it was so already.
  private func keep(_ reacted: Reacted, of place: MessagePlace) throws -> Bool {
    let statement =
      reacted.given
      ? """
      INSERT INTO reaction (conversation, seq, user, emoji) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """
      : "DELETE FROM reaction WHERE conversation = ? AND seq = ? AND user = ? AND emoji = ?"
    return try run(statement, place.conversation, place.seq, reacted.user, reacted.emoji) == 1
  }

  /// What somebody gave a message, in the order of the palette.
  func reactions(of user: UserID, to place: MessagePlace) throws -> [String] {
    let given: [String] = try all(
      "SELECT emoji FROM reaction WHERE conversation = ? AND seq = ? AND user = ?",
      place.conversation, place.seq, user
    ) { $0.text(0) }
    return Reaction.palette.filter(given.contains)
  }
}

extension [Reaction] {
  /// The same with one more or one fewer of an emoji.
  fileprivate func counting(_ reacted: Reacted) -> [Reaction] {
    let step: Int64 = reacted.given ? 1 : -1
    let place = firstIndex { $0.emoji == reacted.emoji }
    guard let place else { return self + [Reaction(emoji: reacted.emoji, count: 1)] }
    var after = self
    let count = self[place].count + step
    if count > 0 {
      after[place] = Reaction(emoji: reacted.emoji, count: count)
    } else {
      after.remove(at: place)
    }
    return after
  }

  /// As the column has them: `👍=3 ❤️=1`.
  var stored: String { map { "\($0.emoji)=\($0.count)" }.joined(separator: " ") }

  init(stored: String) {
    self = stored.split(separator: " ").compactMap { entry in
      let parts = entry.split(separator: "=")
      guard parts.count == 2, let count = Int64(parts[1]) else { return nil }
      return Reaction(emoji: String(parts[0]), count: count)
    }
  }
}
