import GRDB
import HubbubDomain

/// Changing what was said.
extension Database {
  /// Gives a message of one's own another text, within ``Limits/editTime``.
  func edit(
    _ place: MessagePlace, by user: User, to text: String, at time: Timestamp
  ) throws -> Outcome {
    try changingOwn(place, user.id) { before in
      guard time <= before.createdAt + Limits.editTime else { return .refused(.tooLateToEdit) }
      guard !before.text.isSame(as: text) else {
        return .unchanged(try seen(place, by: user.id))
      }
      try run(
        """
        UPDATE message SET text = ?3, edited_at = ?4, sent_digest = coalesce(sent_digest, ?5)
        WHERE conversation = ?1 AND seq = ?2
        """,
        place.conversation, place.seq, text, time, before.text.digest(with: before.media.map(\.id)))
      try searchTakes(messageAt: place, insteadOf: before.text)
      let told = try tellEdited(place, by: user.id)
      let unrung = try unringMentioned(in: before, butNotIn: text)
      let rung = try ringMentioned(in: try message(at: place, as: .hub), at: time)
      return .done(try seen(place, by: user.id), [told] + unrung + rung)
    }
  }

  /// Leaves nothing of a message of one's own but its number.
  func deleteMessage(_ place: MessagePlace, by user: User) throws -> Outcome {
    try changingOwn(place, user.id) { .done(.nothing, try remove(place, $0)) }
  }

  /// Removes a message, whoever asks; nothing where it is gone.
  func remove(_ place: MessagePlace) throws -> [Event] {
    guard let before = try message(place, for: .hub), !before.isDeleted else { return [] }
    return try remove(place, before)
  }

  private func remove(_ place: MessagePlace, _ before: Message) throws -> [Event] {
    try empty(place, before)
    let bells = try unringMentioned(in: before, butNotIn: "") + unringWritten(before)
    let told = try tell(
      .messageDeleted(before.author.id, place.seq), of: place, as: Event.Body.messageDeleted)
    return [told] + bells
  }

  private func empty(_ place: MessagePlace, _ before: Message) throws {
    try run(
      """
      UPDATE message SET text = '', is_deleted = 1, edited_at = NULL, reactions = NULL,
        media = NULL, sent_digest = coalesce(sent_digest, ?3)
      WHERE conversation = ?1 AND seq = ?2
      """,
      place.conversation, place.seq, before.text.digest(with: before.media.map(\.id)))
    try detach(from: place)
    try searchTakes(messageAt: place, insteadOf: before.text)
    try run(
      "DELETE FROM reaction WHERE conversation = ? AND seq = ?", place.conversation, place.seq)
  }

  private func searchTakes(messageAt place: MessagePlace, insteadOf text: String) throws {
    let position = try first(
      "SELECT position FROM message WHERE conversation = ? AND seq = ?", place.conversation,
      place.seq
    ) { $0.int(0) }
    if let position { try searchTakes(message: position, insteadOf: text) }
  }

  // MARK: - Who may, and what is told

  /// Has a message that is still there changed by somebody who may write there.
  private func changing(
    _ place: MessagePlace, _ user: UserID, _ change: (Message) throws -> Outcome
  ) throws -> Outcome {
    guard try mayHear(.conversation(place.conversation), user) else {
      return .refused(try refusalToTouch(place.conversation, by: user))
    }
    guard try !isDisabled(user) else { return .refused(.accountClosed) }
    guard let before = try message(place, for: .hub), !before.isDeleted else {
      return .refused(.noSuchMessage)
    }
    return try change(before)
  }

  /// The same by its author alone.
  private func changingOwn(
    _ place: MessagePlace, _ user: UserID, _ change: (Message) throws -> Outcome
  ) throws -> Outcome {
    try changing(place, user) { before in
      before.author.id == user ? try change(before) : .refused(.forAuthors)
    }
  }

  private func tell(
    _ reference: Reference, of place: MessagePlace, as body: (Message) -> Event.Body
  ) throws -> Event {
    let topic = Topic.conversation(place.conversation)
    let seq = try append(reference, to: topic)
    return Event(topic: topic, seq: seq, body: body(try message(at: place, as: .hub)))
  }

  /// Tells of a message that looks otherwise to those who hear it.
  func tellEdited(_ place: MessagePlace, by user: UserID) throws -> Event {
    try tell(.messageEdited(user, place.seq), of: place) { .messageEdited($0, nil) }
  }

  private func seen(_ place: MessagePlace, by user: UserID) throws -> Answer {
    .changedMessage(try message(at: place, as: user))
  }

  /// A message that is known to be there.
  private func message(at place: MessagePlace, as reader: UserID) throws -> Message {
    guard let message = try message(place, for: reader) else {
      throw DatabaseError(message: "a message that was changed is not there")
    }
    return message
  }

  // MARK: - Reactions

  /// Gives a message an emoji, once, or takes it back.
  func react(_ place: MessagePlace, _ reacted: Reacted) throws -> Outcome {
    try changing(place, reacted.user) { before in
      guard try keep(reacted, of: place) else {
        return .unchanged(try seen(place, by: reacted.user))
      }
      let counts = before.reactions.counting(reacted)
      try run(
        "UPDATE message SET reactions = ?3 WHERE conversation = ?1 AND seq = ?2",
        place.conversation, place.seq, counts.isEmpty ? nil : counts.stored)
      let told = try tell(.messageEdited(reacted.user, place.seq), of: place) {
        .messageEdited($0, reacted)
      }
      return .done(try seen(place, by: reacted.user), [told])
    }
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
