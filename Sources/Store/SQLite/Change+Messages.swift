import GRDB
import HubbubDomain

extension Database {
  /// Writes a message of somebody who is a member now, as the next event and
  /// the next message of its conversation.
  ///
  /// Three statements, whatever the size of the conversation. The numbers are taken
  /// before it is known whether the key is new, and given back where it is not.
  func write(_ new: NewMessage) throws -> Outcome {
    guard let (seq, number) = try takeNumbers(for: new) else { return try whyNotWritten(new) }
    guard try insert(new, seq, number) else {
      try giveNumbersBack(in: new.conversation)
      return try whyNotWritten(new)
    }
    try markRead(new.conversation, by: new.author.id, seq: seq, number: number)
    let message = Message(
      id: new.id, conversation: new.conversation, seq: seq, number: number, author: new.author,
      text: new.text, createdAt: new.createdAt, key: new.key)
    return .done(
      .message(id: new.id, seq: seq, createdAt: new.createdAt),
      [Event(topic: .conversation(new.conversation), seq: seq, body: .message(message))])
  }

  /// Counts a member's message; nil for a stranger's, and for who is disabled.
  private func takeNumbers(for new: NewMessage) throws -> (seq: Int64, number: Int64)? {
    var (seq, number): (Int64, Int64) = (0, 0)
    let changed = try withUnsafeMutablePointer(to: &seq) { seq in
      try withUnsafeMutablePointer(to: &number) { number in
        try run(
          """
          UPDATE topic SET head = noted(head + 1, ?3), messages = noted(messages + 1, ?4)
          WHERE kind = 4 AND id = ?1
            AND EXISTS (SELECT 1 FROM member WHERE conversation = ?1 AND user = ?2
              AND NOT \(Sight.silent("?2")))
          """, new.conversation, new.author.id, Noted(place: seq), Noted(place: number))
      }
    }
    return changed == 1 ? (seq, number) : nil
  }

  /// Undoes the count of a message whose key is not new.
  private func giveNumbersBack(in conversation: ConversationID) throws {
    try run(
      "UPDATE topic SET head = head - 1, messages = messages - 1 WHERE kind = 4 AND id = ?",
      conversation)
  }

  /// Inserts a message; false when its key was used before.
  private func insert(_ new: NewMessage, _ seq: Int64, _ number: Int64) throws -> Bool {
    let inserted = try run(
      """
      INSERT INTO message (conversation, seq, number, author, key, id, text, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (author, key, conversation) DO NOTHING
      """,
      new.conversation, seq, number, new.author.id, new.key, new.id, new.text, new.createdAt)
    return inserted == 1
  }

  /// A repeat is told first: who was acknowledged and has left since is told the same again.
  private func whyNotWritten(_ new: NewMessage) throws -> Outcome {
    let earlier = try first(
      """
      SELECT text, id, seq, created_at FROM message
      WHERE conversation = ? AND author = ? AND key = ?
      """,
      new.conversation, new.author.id, new.key
    ) { row in
      (
        text: row.text(0),
        answer: Answer.message(id: try row.id(1), seq: row.int(2), createdAt: row.time(3))
      )
    }
    if let earlier {
      return earlier.text.isSame(as: new.text) ? .repeated(earlier.answer) : .refused(.keyReused)
    }
    let isDisabled = try isDisabled(new.author.id)
    return .refused(isDisabled ? .accountClosed : try refusalOfStranger(to: new.conversation))
  }

  /// Moves a read mark up to the last message at or below `seq`, never back.
  func read(_ conversation: ConversationID, by user: UserID, seq: Int64) throws -> Outcome {
    guard let standing = try standing(of: user, in: conversation) else {
      return .refused(try refusalOfStranger(to: conversation))
    }
    let upTo = try first(
      """
      SELECT seq, number FROM message
      WHERE conversation = ? AND seq <= ? ORDER BY seq DESC LIMIT 1
      """,
      conversation, seq
    ) { (seq: $0.int(0), number: $0.int(1)) }
    guard let upTo, upTo.seq > standing.readSeq else {
      return .unchanged(.read(seq: standing.readSeq, unread: standing.unread))
    }
    try markRead(conversation, by: user, seq: upTo.seq, number: upTo.number)
    let unread = standing.messages - upTo.number
    var events = [
      Event(
        topic: .user(user), seq: nil,
        body: .unread(conversation, unread: unread, readSeq: upTo.seq))
    ]
    if standing.tellsReads {
      events.append(
        Event(
          topic: .conversation(conversation), seq: nil,
          body: .read(conversation, user, seq: upTo.seq)))
    }
    return .done(.read(seq: upTo.seq, unread: unread), events)
  }

  private func markRead(
    _ conversation: ConversationID, by user: UserID, seq: Int64, number: Int64
  ) throws {
    try run(
      "UPDATE member SET read_seq = ?, read_number = ? WHERE conversation = ? AND user = ?", seq,
      number, conversation, user)
  }
}
