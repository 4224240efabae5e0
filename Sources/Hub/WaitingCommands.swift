import HubbubDomain

/// Commands of one socket that are not decided yet, in the order sent.
///
/// What goes to one actor keeps its order in that actor's mailbox. What goes
/// to another waits until all before it is decided, so that what a socket
/// asks is committed in the order it was asked.
///
/// - Bounds: ``Limits/commandsInFlight``, together with those in flight.
/// - Isolation: its socket's loop.
/// - Source: contract §3, "Commands of one socket".
struct WaitingCommands {
  private var questions: [Question] = []
  /// Whose mailbox may hold commands of this socket that are not decided.
  private(set) var addressee: Topic?
  /// Whether that actor was asked to say when it has decided them.
  var isBarred = false

  var count: Int { questions.count }

  mutating func append(_ question: Question) { questions.append(question) }

  /// Notes whom a command goes to.
  mutating func send(to next: Topic) { addressee = next }

  /// Everything sent so far is decided.
  mutating func pass() { (addressee, isBarred) = (nil, false) }

  /// The next command, if it may be asked now.
  mutating func next(of user: UserID) -> Question? {
    guard let first = questions.first else { return nil }
    let next = first.command.addressee(of: user)
    guard addressee == nil || next == nil || addressee == next else { return nil }
    return questions.removeFirst()
  }

  mutating func takeAll() -> [Question] { questions.takeAll() }
}

extension Command {
  /// Whose actor decides it; nil for what writes nothing.
  func addressee(of user: UserID) -> Topic? {
    switch self {
    case .send(let conversation, _, _), .read(let conversation, _), .typing(let conversation):
      .conversation(conversation)
    case .like(let post), .unlike(let post): .post(post)
    case .active: .user(user)
    case .start, .subscribe, .unsubscribe, .ping: nil
    }
  }
}
