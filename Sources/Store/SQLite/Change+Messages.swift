import GRDB
import HubbubDomain

extension Database {
  /// Writes a message of somebody who is a member now, as the next event and
  /// the next message of its conversation.
  ///
  /// Three statements in a room, whatever its size; in a conversation of two, and for
  /// who is named, some more. The numbers are taken before it is known whether the key
  /// is new, and given back where it is not.
  func write(_ new: NewMessage) throws -> Outcome {
    guard let numbers = try takeNumbers(for: new) else { return try whyNotWritten(new) }
    let media: [Media]
    switch try mayWrite(new, isDirect: numbers.isDirect) {
    case .success(let found): media = found
    case .failure(let refusal):
      try giveNumbersBack(in: new.conversation)
      return try whyNotWritten(new, because: refusal)
    }
    guard try insert(new, numbers, media) else {
      try giveNumbersBack(in: new.conversation)
      return try whyNotWritten(new)
    }
    try attach(media, to: MessagePlace(new.conversation, numbers.seq))
    try markRead(new.conversation, by: new.author.id, numbers.mark)
    let message = Message(
      id: new.id, conversation: new.conversation, seq: numbers.seq, number: numbers.number,
      author: new.author, text: new.text, media: media, createdAt: new.createdAt,
      key: new.key, replyTo: new.replyTo)
    let told = Event(
      topic: .conversation(new.conversation), seq: numbers.seq, body: .message(message))
    return .done(
      .message(id: new.id, seq: numbers.seq, createdAt: new.createdAt),
      [told] + (try bells(for: message, isDirect: numbers.isDirect)))
  }

  /// What a message is given, and in what.
  private struct Numbers {
    var seq: Int64 = 0
    var number: Int64 = 0
    var direct: Int64 = 0

    var mark: ReadMark { ReadMark(seq: seq, number: number) }
    var isDirect: Bool { direct == 1 }
  }

  /// Counts a member's message; nil for a stranger's, for who is disabled, and
  /// between two who are apart.
  private func takeNumbers(for new: NewMessage) throws -> Numbers? {
    var numbers = Numbers()
    let changed = try withUnsafeMutablePointer(to: &numbers.seq) { seq in
      try withUnsafeMutablePointer(to: &numbers.number) { number in
        try withUnsafeMutablePointer(to: &numbers.direct) { direct in
          try run(
            Self.takeNumbers, new.conversation, new.author.id, Noted(place: seq),
            Noted(place: number), Noted(place: direct))
        }
      }
    }
    return changed == 1 ? numbers : nil
  }

  /// `?1` conversation, `?2` author, `?3` to `?5` where the numbers go.
  private static let takeNumbers = """
    UPDATE topic SET head = noted(head + 1, ?3), messages = noted(messages + 1, ?4),
      direct = noted(direct, ?5)
    WHERE kind = 4 AND id = ?1 AND direct < 2
      AND EXISTS (SELECT 1 FROM member WHERE conversation = ?1 AND user = ?2
        AND NOT \(Sight.silent("?2")))
    """

  /// Undoes the count of a message whose key is not new.
  private func giveNumbersBack(in conversation: ConversationID) throws {
    try run(
      "UPDATE topic SET head = head - 1, messages = messages - 1 WHERE kind = 4 AND id = ?",
      conversation)
  }

  /// Inserts a message; false when its key was used before.
  private func insert(
    _ new: NewMessage, _ numbers: Numbers, _ media: [Media]
  ) throws -> Bool {
    let inserted = try run(
      """
      INSERT INTO message
        (conversation, seq, number, author, key, id, text, created_at, reply_to, media)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (author, key, conversation) DO NOTHING
      """,
      new.conversation, numbers.seq, numbers.number, new.author.id, new.key, new.id, new.text,
      new.createdAt, new.replyTo, try media.asColumn())
    return inserted == 1
  }

  /// What a message shows; or what else is in its way.
  private func mayWrite(
    _ new: NewMessage, isDirect: Bool
  ) throws -> Result<[Media], Refusal> {
    if let refusal = try refusal(of: new, isDirect: isDirect) { return .failure(refusal) }
    guard !new.media.isEmpty else { return .success([]) }
    return try media(new.media, of: new.author.id).mapError(\.overSocket)
  }

  /// What else must hold for some messages: nil where nothing is in their way.
  private func refusal(of new: NewMessage, isDirect: Bool) throws -> Refusal? {
    if let seq = new.replyTo {
      let isThere = try exists(
        "SELECT 1 FROM message WHERE conversation = ? AND seq = ? AND is_deleted = 0",
        new.conversation, seq)
      guard isThere else { return .noReplyTarget }
    }
    return isDirect ? try refusalOfDirect(in: new.conversation, by: new.author.id) : nil
  }

  /// Whether the other of two takes what this one writes: friends always write, and
  /// who was written to first may answer.
  private func refusalOfDirect(
    in conversation: ConversationID, by user: UserID
  ) throws -> Refusal? {
    try first(
      """
      SELECT deleted_at IS NOT NULL, messages_from = 'everyone' OR opener = user.id
        OR EXISTS (SELECT 1 FROM friend WHERE friend.user = ?2 AND friend.other = user.id)
      FROM conversation
      JOIN member ON member.conversation = conversation.id AND member.user <> ?2
      JOIN user ON user.id = member.user WHERE conversation.id = ?1
      """,
      conversation, user
    ) { $0.bool(0) ? .hasLeft : $0.bool(1) ? nil : .friendsOnly } ?? nil
  }

  /// A repeat is told first: who was acknowledged and has left since is told the same again.
  private func whyNotWritten(
    _ new: NewMessage, because refusal: Refusal? = nil
  ) throws -> Outcome {
    if let earlier = try earlier(new) { return earlier }
    if try isDisabled(new.author.id) { return .refused(.accountClosed) }
    return .refused(try refusal ?? refusalToTouch(new.conversation, by: new.author.id))
  }

  /// What the same key was answered with before: its text is that it was sent with.
  private func earlier(_ new: NewMessage) throws -> Outcome? {
    try first(
      """
      SELECT text, sent_digest, id, seq, created_at, media FROM message
      WHERE conversation = ? AND author = ? AND key = ?
      """,
      new.conversation, new.author.id, new.key
    ) { row in
      let isSame =
        try row.isNull(1)
        ? row.text(0).isSame(as: new.text) && row.optionalText(5).names(new.media)
        : row.int(1) == new.text.digest(with: new.media)
      guard isSame else { return .refused(.keyReused) }
      return .repeated(
        .message(id: try row.id(2), seq: row.int(3), createdAt: row.time(4)))
    }
  }

  /// Why somebody may do nothing in a conversation: it is not there, they are not in it,
  /// or the two whose it is are apart.
  func refusalToTouch(_ id: ConversationID, by user: UserID) throws -> Refusal {
    try first(
      """
      SELECT EXISTS (SELECT 1 FROM member WHERE conversation = ?1 AND user = ?2)
      FROM conversation WHERE id = ?1
      """,
      id, user
    ) { $0.bool(0) ? .apart : .notMember } ?? .noSuchConversation
  }

  private func markRead(
    _ conversation: ConversationID, by user: UserID, _ mark: ReadMark
  ) throws {
    try run(
      "UPDATE member SET read_seq = ?, read_number = ? WHERE conversation = ? AND user = ?",
      mark.seq, mark.number, conversation, user)
  }

  // MARK: - Reading

  /// Moves a read mark up to the last message at or below `seq`, never back, and
  /// clears what the bell told up to there.
  func read(_ conversation: ConversationID, by user: UserID, seq: Int64) throws -> Outcome {
    guard let standing = try standing(of: user, in: conversation) else {
      return .refused(try refusalToTouch(conversation, by: user))
    }
    let rung = try clearBell(of: user, in: conversation, upTo: seq)
    let upTo = try first(
      """
      SELECT seq, number FROM message
      WHERE conversation = ? AND seq <= ? ORDER BY seq DESC LIMIT 1
      """,
      conversation, seq
    ) { ReadMark(seq: $0.int(0), number: $0.int(1)) }
    guard let upTo, upTo.seq > standing.mark.seq else {
      let answer = Answer.read(seq: standing.mark.seq, unread: standing.unread)
      return rung.isEmpty ? .unchanged(answer) : .done(answer, rung)
    }
    try markRead(conversation, by: user, upTo)
    let unread = standing.messages - upTo.number
    return .done(
      .read(seq: upTo.seq, unread: unread),
      Self.told(upTo, unread, by: user, in: conversation, standing) + rung)
  }

  private static func told(
    _ mark: ReadMark, _ unread: Int64, by user: UserID, in conversation: ConversationID,
    _ standing: Standing
  ) -> [Event] {
    let own = Event(
      topic: .user(user), seq: nil, body: .unread(conversation, unread: unread, mark))
    guard standing.tellsReads else { return [own] }
    let seen = Event(
      topic: .conversation(conversation), seq: nil,
      body: .read(conversation, user, seq: mark.seq))
    return [own, seen]
  }
}

extension String {
  /// By which a text and what is sent with it are told from others, see ``digest``.
  func digest(with media: [MediaID]) -> Int64 {
    media.isEmpty ? digest : (self + media.map { "\0\($0)" }.joined()).digest
  }

  /// By which a text is told from another that was sent under the same key, once it
  /// is no longer kept: for mistakes, not against an adversary.
  ///
  /// - Source: FNV-1a, 64 bits.
  var digest: Int64 {
    let hash = utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }
}
