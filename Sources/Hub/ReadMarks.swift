import HubbubDomain

/// How far one person has read each of their conversations, as this hub last heard.
///
/// A list in order: thousands of people are online, most of them in few.
///
/// - Bounds: ``Limits/conversations``, 32 bytes each.
struct ReadMarks: Sendable {
  private var entries: [(conversation: ConversationID, mark: ReadMark)] = []

  subscript(_ conversation: ConversationID) -> ReadMark? {
    let place = place(of: conversation)
    return isAt(place, conversation) ? entries[place].mark : nil
  }

  /// Takes in a mark; an older one changes nothing, since none goes back.
  mutating func learn(_ mark: ReadMark, in conversation: ConversationID) {
    let place = place(of: conversation)
    if !isAt(place, conversation) {
      entries.insert((conversation, mark), at: place)
    } else if entries[place].mark.seq < mark.seq {
      entries[place].mark = mark
    }
  }

  /// Forgets a conversation that they are not in any more.
  mutating func forget(_ conversation: ConversationID) {
    let place = place(of: conversation)
    if isAt(place, conversation) { entries.remove(at: place) }
  }

  private func isAt(_ place: Int, _ conversation: ConversationID) -> Bool {
    place < entries.count && entries[place].conversation == conversation
  }

  /// Where it is, or would be.
  private func place(of conversation: ConversationID) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].conversation < conversation { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
