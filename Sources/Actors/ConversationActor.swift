public import HubbubDomain
public import HubbubStore

/// What a conversation's actor is asked.
public enum ConversationLetter: Letter {
  case send(NewMessage, Asker)
  case read(by: UserID, seq: Int64, Asker)
  case typing(by: UserID, at: Timestamp, isHeard: Bool, Asker)

  public var isRefusable: Bool { true }

  public func refuse(_ refusal: Refusal) {
    switch self {
    case .send(_, let asker), .read(_, _, let asker), .typing(_, _, _, let asker):
      asker(.refused(refusal))
    }
  }
}

/// One conversation that is awake: what may be done in it, and who is in it as long as
/// they are few.
public actor ConversationActor: Resident {
  public static let letsEventsWait = true

  private var rules: ConversationRules
  private let writer: Writer
  private let announcer: any Announcer

  public init(_ rules: ConversationRules, writer: Writer, announcer: any Announcer) {
    self.rules = rules
    self.writer = writer
    self.announcer = announcer
  }

  public func take(_ letter: ConversationLetter) {
    do throws(Refusal) {
      switch letter {
      case .send(let message, let asker):
        writer.append(rules.send(message), answering: asker)
      case .read(let user, let seq, let asker):
        try writer.append(rules.read(by: user, seq: seq), answering: asker)
      case .typing(let user, let time, let isHeard, let asker):
        if let event = try rules.typing(by: user, at: time, isHeard: isHeard) {
          announcer.publish(event)
        }
        asker(.unchanged(.nothing))
      }
    } catch {
      letter.refuse(error)
    }
  }

  public func absorb(_ event: Event) { rules.absorb(event) }

  /// Nothing here waits for a time.
  public func remind() {}
}
