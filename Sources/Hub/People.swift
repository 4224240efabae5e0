import HubbubDomain
import Synchronization

/// Who is connected: every socket of this hub, by person.
///
/// - Bounds: as many sockets as the hub admits.
/// - Isolation: a lock, never held while anything else runs.
final class People: Sendable {
  /// One person with a socket open.
  final class Person: Sendable {
    private let allowance: Mutex<Allowance>
    /// When they last did something, in milliseconds since 1970.
    private let activeAt = Atomic<Int64>(0)
    private let marks = Mutex(ReadMarks())

    init(at now: Duration) { allowance = Mutex(Allowance(at: now)) }

    /// Notes that they did something: logged in, or said `active`.
    func wasActive(at time: Timestamp) {
      activeAt.max(time.milliseconds, ordering: .relaxed)
    }

    /// Whether they did something at or after that time.
    func isActive(since time: Timestamp) -> Bool {
      activeAt.load(ordering: .relaxed) >= time.milliseconds
    }

    /// How far they have read a conversation; nil where that is not known here.
    func mark(in conversation: ConversationID) -> ReadMark? {
      marks.withLock { $0[conversation] }
    }

    func learn(_ mark: ReadMark, in conversation: ConversationID) {
      marks.withLock { $0.learn(mark, in: conversation) }
    }

    func forget(_ conversation: ConversationID) {
      marks.withLock { $0.forget(conversation) }
    }

    /// Counts a command of any of their sockets.
    func ask(at now: Duration) throws(Refusal) {
      let result = allowance.withLock { allowance -> Result<Void, Refusal> in
        do throws(Refusal) {
          try allowance.take(at: now)
          return .success(())
        } catch {
          return .failure(error)
        }
      }
      try result.get()
    }
  }

  private struct State {
    var sockets: [SocketID: Socket] = [:]
    var people: [UserID: (person: Person, sockets: [Socket])] = [:]
    var whenEmpty: [CheckedContinuation<Void, Never>] = []
    var isWaitingOver = false
  }

  private let state = Mutex(State())

  var socketCount: Int { state.withLock { $0.sockets.count } }
  var count: Int { state.withLock { $0.people.count } }
  /// How many did something lately, and how many did not.
  func presence(at now: Timestamp, idleAfter idle: Duration) -> (online: Int, idle: Int) {
    let since = now + (.zero - idle)
    return state.withLock { state in
      let online = state.people.values.count { $0.person.isActive(since: since) }
      return (online, state.people.count - online)
    }
  }

  var sockets: [Socket] { state.withLock { Array($0.sockets.values) } }

  func socket(_ id: SocketID) -> Socket? { state.withLock { $0.sockets[id] } }

  /// Those of one person.
  func sockets(of user: UserID) -> [Socket] {
    state.withLock { $0.people[user]?.sockets ?? [] }
  }

  /// Somebody with a socket open.
  func person(of user: UserID) -> Person? { state.withLock { $0.people[user]?.person } }

  /// The person whose socket is about to come in.
  func person(_ user: UserID, at now: Duration) -> Person {
    state.withLock { state in
      if let entry = state.people[user] { return entry.person }
      let person = Person(at: now)
      state.people[user] = (person, [])
      return person
    }
  }

  func enter(_ socket: Socket) {
    state.withLock { state in
      state.sockets[socket.id] = socket
      state.people[socket.user.id, default: (socket.person, [])].sockets.append(socket)
    }
  }

  func leave(_ socket: Socket) {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.sockets[socket.id] = nil
      state.people[socket.user.id]?.sockets.removeAll { $0 === socket }
      if state.people[socket.user.id]?.sockets.isEmpty == true {
        state.people[socket.user.id] = nil
      }
      return state.sockets.isEmpty ? state.whenEmpty.takeAll() : []
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns once no socket is left, or nobody wants to wait for them any more.
  func untilEmpty() async {
    await withCheckedContinuation { waiter in
      let isEmpty = state.withLock { state in
        guard !state.sockets.isEmpty, !state.isWaitingOver else { return true }
        state.whenEmpty.append(waiter)
        return false
      }
      if isEmpty { waiter.resume() }
    }
  }

  /// Lets whoever waits for the last socket go on.
  func stopWaiting() {
    let waiters = state.withLock { state in
      state.isWaitingOver = true
      return state.whenEmpty.takeAll()
    }
    for waiter in waiters { waiter.resume() }
  }
}
