/// What each person may look at.
extension ConversationModel {
  /// A message in words.
  struct ShownMessage: CustomStringConvertible {
    var number = 0
    var seq = 0
    var author = -1
    var text = ""
    var replyTo: Int?
    var isEdited = false
    var isDeleted = false
    var reactions: [String: Int] = [:]

    var description: String {
      let given = reactions.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }
      return "#\(number) at \(seq) by \(author): \(text)" + (isEdited ? " (edited)" : "")
        + (isDeleted ? " (deleted)" : "") + (replyTo.map { " > \($0)" } ?? "")
        + given.map { " \($0)" }.joined()
    }
  }

  /// A conversation in words.
  struct ShownConversation: CustomStringConvertible {
    var id = -1
    var kind = ""
    var title: String?
    var count = 0
    var members: [String] = []
    var head = 0
    var messages = 0
    var mark = Mark()
    var unread = 0
    var role: String?
    var last: Int?

    var description: String {
      "\(id) \(kind) \(title ?? "-"), \(count) \(members), head \(head), \(messages) messages, "
        + "\(unread) unread, read \(mark.seq)/\(mark.number), as \(role ?? "-"), "
        + "last \(last.map { "\($0)" } ?? "-")"
    }
  }

  func shown(_ message: Message) -> ShownMessage {
    ShownMessage(
      number: message.number, seq: message.seq, author: message.author, text: message.text,
      replyTo: message.replyTo, isEdited: message.isEdited, isDeleted: message.isDeleted,
      reactions: message.reactions.mapValues(\.count))
  }

  /// Who looks into a room from outside has nothing to read there.
  func facts(of id: Int, for person: Int) -> ShownConversation {
    let conversation = conversations[id]
    let own = conversation.members[person]
    let count = conversation.messages.count
    return ShownConversation(
      id: id, kind: conversation.kind.rawValue, title: conversation.title,
      count: conversation.members.count,
      members: conversation.members.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value.role.rawValue)" },
      head: conversation.head, messages: count,
      mark: own?.mark ?? Mark(seq: conversation.head, number: count),
      unread: unread(of: person, in: id), role: own?.role.rawValue,
      last: own == nil ? nil : conversation.messages.last?.seq)
  }

  /// All that a person sees, a line each.
  func sight(of person: Int) -> [String] {
    let list = conversations.indices.filter { hears(person, $0) }.sorted {
      (conversations[$0].freshness, $0) > (conversations[$1].freshness, $1)
    }
    return ["list \(list)"] + conversations.indices.flatMap { sight(of: $0, for: person) }
      + bells[person].reversed().filter { hears(person, $0.conversation) }.map(Self.words).sorted()
      + ["\(bells[person].filter { !$0.isRead }.count) wait on the bell"]
  }

  private func sight(of id: Int, for person: Int) -> [String] {
    let conversation = conversations[id]
    let isIn = hears(person, id)
    let facts =
      isIn || conversation.kind == .room ? "\(facts(of: id, for: person))" : "\(id) is hidden"
    let messages =
      isIn
      ? conversation.messages.map { "\(shown($0))\(mine($0, person))" }
      : ["\(id) has no messages to read"]
    let reads =
      isIn && conversation.tellsReads
      ? conversation.members.filter { !discreet.contains($0.key) }.sorted { $0.key < $1.key }
        .map { "\($0.key) at \($0.value.mark.seq)" } : []
    return [facts] + messages + ["reads \(reads)"]
  }

  private func mine(_ message: Message, _ person: Int) -> String {
    let mine = message.reactions.filter { $0.value.contains(person) }.keys.sorted()
    return mine.isEmpty ? "" : ", mine \(mine)"
  }

  private static func words(_ row: BellRow) -> String {
    "bell: \(row.kind.rawValue) by \(row.actor) in \(row.conversation) "
      + "at \(row.message.map { "\($0)" } ?? "-"), read \(row.isRead)"
  }

  /// A page of messages, ascending, and whether there are more that way.
  func page(of id: Int, _ stretch: Stretch, _ limit: Int, for person: Int) -> String {
    guard hears(person, id) else { return "not_found" }
    let seqs = conversations[id].messages.map(\.seq)
    let (asked, isForward): ([Int], Bool) =
      switch stretch {
      case .latest: (seqs, false)
      case .after(let seq): (seqs.filter { $0 > seq }, true)
      case .before(let seq): (seqs.filter { $0 < seq }, false)
      }
    let page = isForward ? asked.prefix(limit) : asked.suffix(limit)
    return "\(Array(page)), more \(asked.count > limit)"
  }
}
