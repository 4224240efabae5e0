import HubbubDomain
import HubbubStore
import NIOCore

/// Telling people how much waits for them, while messages come.
///
/// A moment at a time, and a quarter of the loop at most, as what else is in no hurry:
/// with ten thousand in a room it costs the loop a hundredth.
extension LoopShard {
  /// Notes that a conversation has more messages now.
  func note(_ conversation: ConversationID) {
    guard let begin = unread.note(conversation) else { return }
    planUnreadRound(at: begin)
  }

  private func planUnreadRound(at begin: NIODeadline) {
    loop.assumeIsolated().scheduleTask(deadline: begin) {
      self.unread.beginRound { self.listeners(of: .conversation($0))?.everybody ?? [] }
      self.goOnWithUnread()
    }
  }

  private func goOnWithUnread() {
    let began = NIODeadline.now()
    while NIODeadline.now() - began < Self.unreadMoment {
      guard let next = unread.next() else {
        settleCounts()
        if let begin = unread.endRound() { planUnreadRound(at: begin) }
        return
      }
      next.socket.tellUnread(in: next.conversation)
      next.socket.flush()
    }
    loop.assumeIsolated().scheduleTask(in: (NIODeadline.now() - began) * 3, goOnWithUnread)
  }

  private static let unreadMoment = TimeAmount(Limits.answersTime)
}

extension Socket {
  /// Tells how much waits in a conversation of whose messages some came by; where none
  /// did since somebody listens, who began to was told.
  func tellUnread(in conversation: ConversationID) {
    guard let came = shard.listeners(of: .conversation(conversation))?.messages, came > 0,
      let delivery = unread(in: conversation, of: came)
    else { return }
    offer(delivery.frame, lane: .latestWins, key: delivery.key)
  }

  /// - Parameter read: how many messages there were when that was read; more may have
  ///   come by since.
  private func unread(in conversation: ConversationID, of read: Int64) -> Delivery? {
    guard isStarted, topics.contains(.conversation(conversation)),
      let mark = person.mark(in: conversation)
    else { return nil }
    let messages = max(read, shard.listeners(of: .conversation(conversation))?.messages ?? 0)
    return Delivery(
      Event(
        topic: .user(user.id), seq: nil,
        body: .unread(conversation, unread: max(0, messages - mark.number), mark)))
  }

  /// Takes in what the rows say of somebody's conversations, and tells it: each is
  /// another, so none is looked for among those that wait.
  func tellUnread(_ counts: [UnreadCount]) {
    for count in counts {
      person.learn(count.mark, in: count.conversation)
      if let delivery = unread(in: count.conversation, of: count.messages) {
        queue(delivery.frame)
      }
    }
  }
}
