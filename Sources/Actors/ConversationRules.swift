public import HubbubDomain
public import HubbubStore

/// Who may do what in one conversation: the rule, with no clock, database or `await`.
public struct ConversationRules: Equatable, Sendable {
  public let id: ConversationID
  public let kind: ConversationKind
  public private(set) var members: Set<UserID>
  /// The number up to which all this is true.
  public private(set) var head: Int64

  public init(id: ConversationID, _ state: ConversationState) {
    self.id = id
    kind = state.kind
    members = state.members
    head = state.head
  }

  /// What a message would write.
  ///
  /// Strangers are the row's to refuse: whoever has left may ask again with a
  /// key that was acknowledged, and only the row remembers keys.
  public func send(_ message: NewMessage) -> Change { .message(message) }

  /// What moving a read mark would write.
  ///
  /// - Throws: ``Refusal`` `not_member`.
  public func read(by user: UserID, seq: Int64) throws(Refusal) -> Change {
    try mustBeIn(user)
    return .read(id, by: user, seq: seq)
  }

  /// Who is to be told that `user` types: nil in conversations that are too
  /// large for it.
  ///
  /// - Throws: ``Refusal`` `not_member`.
  public func typing(by user: UserID) throws(Refusal) -> Event? {
    try mustBeIn(user)
    guard members.count <= Limits.typingMembers else { return nil }
    return Event(topic: .conversation(id), seq: nil, body: .typing(id, user))
  }

  /// Takes in what was committed.
  ///
  /// What is not newer changes nothing.
  public mutating func absorb(_ event: Event) {
    guard let seq = event.seq, seq > head else { return }
    head = seq
    guard case .member(let member, let change) = event.body else { return }
    switch change {
    case .joined: members.insert(member.user.id)
    case .left, .removed: members.remove(member.user.id)
    case .role: break
    }
  }

  private func mustBeIn(_ user: UserID) throws(Refusal) {
    guard members.contains(user) else { throw .notMember }
  }
}
