import HubbubDomain
import NIOCore

/// Whom one loop still has to tell how much waits for them.
///
/// Messages come one after another, and each adds one to everybody's number: that
/// gathers, and is told whole.
///
/// - Bounds: one entry for each conversation that somebody of the loop hears, and in a
///   round one for each socket of these.
/// - Isolation: its loop.
struct UnreadLane {
  /// Where messages came since the last round.
  private var touched: Set<ConversationID> = []
  /// What this round still has to tell, the next last.
  private var round: [(socket: Socket, conversation: ConversationID)] = []
  private var hasRound = false
  /// Before that no round begins.
  private var restsUntil = NIODeadline.uptimeNanoseconds(0)
  /// How long messages gather.
  private let gather: TimeAmount

  init(gather: Duration) { self.gather = TimeAmount(gather) }

  /// Notes that a conversation has more messages now.
  ///
  /// - Returns: when a round is to begin, where one must be planned.
  mutating func note(_ conversation: ConversationID) -> NIODeadline? {
    touched.insert(conversation)
    guard !hasRound else { return nil }
    hasRound = true
    return max(restsUntil, .now() + gather)
  }

  /// Begins a round, and rests after it as long as its size asks for.
  ///
  /// - Parameter listeners: the sockets that hear a conversation.
  mutating func beginRound(_ listeners: (ConversationID) -> [Socket]) {
    for conversation in touched {
      for socket in listeners(conversation) { round.append((socket, conversation)) }
    }
    touched = []
    let pace = TimeAmount(Limits.unreadPace) * round.count
    restsUntil = .now() + max(TimeAmount(Limits.unreadInterval), pace)
  }

  mutating func next() -> (socket: Socket, conversation: ConversationID)? { round.popLast() }

  /// Ends a round.
  ///
  /// - Returns: when another is to begin, where messages came meanwhile.
  mutating func endRound() -> NIODeadline? {
    hasRound = !touched.isEmpty
    return hasRound ? restsUntil : nil
  }
}
