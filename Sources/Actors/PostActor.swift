public import HubbubDomain
public import HubbubStore

/// What a post's actor is asked.
public enum PostLetter: Letter {
  case like(by: UserID, at: Timestamp, Asker)
  case unlike(by: UserID, Asker)

  public var isRefusable: Bool { true }

  public func refuse(_ refusal: Refusal) {
    switch self {
    case .like(_, _, let asker), .unlike(_, let asker): asker(.refused(refusal))
    }
  }
}

/// One post that is awake: its likes, told to who looks at it.
///
/// A new count goes out at once and then at most once per
/// ``Limits/likesTick``, always the newest: a storm of likes costs its
/// listeners ten frames a second.
public actor PostActor: Resident {
  public static let letsEventsWait = false

  private var rules: PostRules
  private let writer: Writer
  private let announcer: any Announcer
  /// The newest count that listeners were told.
  private var told: LikeCount?
  private var isResting = false

  public init(_ rules: PostRules, writer: Writer, announcer: any Announcer) {
    self.rules = rules
    self.writer = writer
    self.announcer = announcer
  }

  public func take(_ letter: PostLetter) {
    switch letter {
    case .like(let user, let time, let asker):
      writer.append(rules.like(by: user, at: time), answering: asker)
    case .unlike(let user, let asker):
      writer.append(rules.unlike(by: user), answering: asker)
    }
  }

  /// The row, not memory, says whether a like was new: what comes here is new.
  public func absorb(_ event: Event) {
    rules.absorb(event)
    if !isResting { announce() }
  }

  public func remind() {
    isResting = false
    announce()
  }

  private func announce() {
    guard rules.likes != told else { return }
    told = rules.likes
    isResting = true
    let topic = Topic.post(rules.id)
    announcer.announce(Event(topic: topic, seq: nil, body: .likes(rules.id, rules.likes)))
    announcer.remind(topic, after: Limits.likesTick)
  }
}
