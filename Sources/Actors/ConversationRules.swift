public import HubbubDomain
public import HubbubStore

/// Who may do what in one conversation: the rule, with no clock, database or `await`.
public struct ConversationRules: Equatable, Sendable {
  public let id: ConversationID
  public let kind: ConversationKind
  /// Nil where they are more than ``Limits/typingMembers``: a crowd is not kept, and
  /// the row alone judges who is in it.
  public private(set) var members: Set<UserID>?
  /// The number up to which all this is true.
  public private(set) var head: Int64
  /// When others were told last that somebody types; in small conversations only.
  private var typedAt: [UserID: Timestamp] = [:]

  public init(id: ConversationID, _ state: ConversationState) {
    self.id = id
    kind = state.kind
    members = state.members.flatMap { $0.count > Limits.typingMembers ? nil : $0 }
    head = state.head
  }

  /// What a message would write.
  ///
  /// Strangers are the row's to refuse: whoever has left may ask again with a
  /// key that was acknowledged, and only the row remembers keys.
  public func send(_ message: NewMessage) -> Change { .message(message) }

  /// What moving a read mark would write.
  ///
  /// Between two who are apart the row says who they are.
  ///
  /// - Throws: ``Refusal`` `not_member`, where who is in it is known.
  public func read(by user: UserID, seq: Int64) throws(Refusal) -> Change {
    if !isClosed, let members, !members.contains(user) { throw .notMember }
    return .read(id, by: user, seq: seq)
  }

  /// Who is to be told that `user` types: nil where they were told lately, and in
  /// conversations that are too large for it.
  ///
  /// - Parameter isHeard: whether the socket that asks hears this conversation, which
  ///   tells members from strangers in a crowd.
  /// - Throws: ``Refusal`` `not_member`.
  /// - Bounds: ``Limits/typingInterval``, ``Limits/typingMembers``.
  public mutating func typing(
    by user: UserID, at time: Timestamp, isHeard: Bool
  ) throws(Refusal) -> Event? {
    guard members?.contains(user) ?? isHeard else {
      throw isClosed ? .apart : .notMember
    }
    guard members != nil else { return nil }
    if let last = typedAt[user], last <= time, time < last + Limits.typingInterval { return nil }
    typedAt[user] = time
    return Event(topic: .conversation(id), seq: nil, body: .typing(id, user))
  }

  /// Takes in what was committed.
  ///
  /// What is not newer changes nothing.
  public mutating func absorb(_ event: Event) {
    guard let seq = event.seq, seq > head else { return }
    head = seq
    switch event.body {
    case .member(let member, .joined): add(member.user.id)
    case .member(let member, .left), .member(let member, .removed): forget(member.user.id)
    case .parted(let user): forget(user)
    // Two who were apart are not any more.
    case .conversation(let told) where kind == .direct:
      members?.formUnion(told.members.map(\.user.id))
    // Whoever wrote may be told to type again at once.
    case .message(let message): typedAt[message.author.id] = nil
    default: break
    }
  }

  /// Whether it is of two who are apart, of whom neither is left here.
  private var isClosed: Bool { kind == .direct && members?.isEmpty == true }

  /// A crowd is one until it is let go, whoever leaves it.
  private mutating func add(_ user: UserID) {
    members?.insert(user)
    guard members?.count ?? 0 > Limits.typingMembers else { return }
    (members, typedAt) = (nil, [:])
  }

  private mutating func forget(_ user: UserID) {
    members?.remove(user)
    typedAt[user] = nil
  }
}
