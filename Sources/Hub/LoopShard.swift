import HubbubDomain
import HubbubStore
import NIOCore
import Synchronization

/// Everything of a hub that lives on one event loop: its sockets, and who of
/// them listens to what.
///
/// Other threads post parcels into the inbox; one turn of the loop opens all
/// that have gathered, gives each topic's listeners what is new, and writes
/// once to each socket that has something.
///
/// - Isolation: its event loop, but for the inbox, which has a lock.
/// - Source: design §4 (coalescing is the big lever).
final class LoopShard: @unchecked Sendable {  // its loop protects all but the inbox
  enum Parcel {
    case deliver(Delivery)
    case answer(Socket, ByteBuffer, told: ToldLikes?)
    case work(@Sendable () -> Void)
  }

  private struct Inbox {
    var parcels: [Parcel] = []
    var isScheduled = false
    var holds = 0
    /// Until when the next turn waits for more to gather.
    var restsUntil = NIODeadline.uptimeNanoseconds(0)
  }

  let index: Int
  let loop: any EventLoop
  private let store: any Store
  private let taps: Taps
  private let counts: HubCounts
  private let inbox = Mutex(Inbox())

  let outlets = Outlets()
  let starts: StartPace
  private var topics: [Topic: Listeners] = [:]
  private var touched: [Listeners] = []
  private var dirty: [Socket] = []
  let patient = PatientLane()
  var unread: UnreadLane
  /// How long what is in no hurry gathers; zero where it does not.
  let patience: TimeAmount
  /// Visits to actors that commands of this turn woke.
  private var visits: [(rounds: Rounds, visits: [Rounds.Visit])] = []
  private var isInTurn = false
  /// What is to be asked before the loop looks for more to read.
  private var questions: [StoreQuestion] = []
  /// What was found and is still to be given to who asked.
  private var answers = Line<StoreAnswer>()
  var turn = TurnCounts()
  var watch: LoopWatch

  init(
    index: Int, loop: any EventLoop, store: any Store, taps: Taps, counts: HubCounts,
    patience: Duration, unreadGather: Duration = Limits.unreadGather, isMeasured: Bool = true
  ) {
    self.index = index
    self.loop = loop
    self.store = store
    self.taps = taps
    self.counts = counts
    starts = StartPace(on: loop)
    self.patience = TimeAmount(patience)
    unread = UnreadLane(gather: unreadGather)
    watch = LoopWatch(isOn: isMeasured)
  }

  // MARK: - From any thread

  /// Queues a parcel for the loop's next turn.
  ///
  /// Never blocks.
  ///
  /// - Bounds: none of its own. What is posted shares its frame with every
  ///   other loop, and comes no faster than the writer commits.
  func post(_ parcel: sending Parcel) {
    if case .deliver(let delivery) = parcel, mayWait(delivery) {
      return gather(delivery)
    }
    schedule { $0.parcels.append(parcel) }
  }

  /// Runs `body` on the loop, and gives what it returns.
  func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
      post(.work { done.resume(returning: body()) })
    }
  }

  /// Asks the store with all that is asked on this loop meanwhile; it is
  /// answered here, with all that is answered then.
  ///
  /// A wave of sockets that open costs a few transactions and wake-ups by that,
  /// not one each.
  func ask(_ question: StoreQuestion) {
    guard loop.inEventLoop else { return loop.execute { self.ask(question) } }
    questions.append(question)
    if questions.count == 1 { loop.execute(askAll) }
  }

  private func askAll() {
    store.ask(questions.takeAll()) { [self] answers in
      loop.execute { self.give(answers) }
    }
  }

  /// Gives answers, or adds them to those that wait to be given.
  private func give(_ some: [StoreAnswer]) {
    let isIdle = answers.isEmpty
    answers.append(contentsOf: some)
    if isIdle { giveSome() }
  }

  /// Gives as many answers as take ``Limits/answersTime``, then lets the loop do
  /// what else there is for as long.
  ///
  /// An answer may be the start of somebody with a thousand friends: a wave of them
  /// must not hold up what is said in a room.
  private func giveSome() {
    let began = NIODeadline.now()
    repeat {
      answers.popFirst()?.give()
    } while NIODeadline.now() - began < Self.answersTime && !answers.isEmpty
    guard !answers.isEmpty else { return }
    loop.scheduleTask(in: NIODeadline.now() - began) { self.giveSome() }
  }

  private static let answersTime = TimeAmount(Limits.answersTime)

  /// Lets parcels gather until ``release()``.
  func hold() { inbox.withLock { $0.holds += 1 } }

  func release() { schedule { $0.holds -= 1 } }

  private func schedule(_ change: (inout sending Inbox) -> Void) {
    let due = inbox.withLock { inbox -> NIODeadline? in
      change(&inbox)
      guard inbox.holds == 0, !inbox.isScheduled, !inbox.parcels.isEmpty else { return nil }
      inbox.isScheduled = true
      return inbox.restsUntil
    }
    guard let due else { return }
    let now = NIODeadline.now()
    if due <= now { loop.execute(takeTurn) } else { loop.scheduleTask(in: due - now, takeTurn) }
  }

  // MARK: - A turn

  private func takeTurn() {
    let began = NIODeadline.now()
    let parcels = inbox.withLock { inbox in
      inbox.isScheduled = false
      return inbox.parcels.takeAll()
    }
    isInTurn = true
    for parcel in parcels { open(parcel) }
    for listeners in touched.takeAll() { distribute(to: listeners) }
    turn.writes += outlets.send()
    for socket in dirty.takeAll() { socket.flush() }
    isInTurn = false
    watch.turns += 1
    settleCounts()
    rest(after: began)
    if !dirty.isEmpty { post(.work {}) }  // what a flush made dirty has a turn of its own
  }

  /// Counts what was done since it was last counted.
  func settleCounts() {
    counts.add(turn)
    turn = TurnCounts()
  }

  /// Lets more gather after a long turn, since a send costs the same whether
  /// it carries one frame or seven.
  ///
  /// It rests no longer than it worked, and above ``Limits/gatherTime`` a
  /// quarter of that. A loop with little to do never waits.
  private func rest(after began: NIODeadline) {
    let now = NIODeadline.now()
    let work = now - began
    guard work >= Self.longTurn else { return }
    let rest = min(work, max(Self.gatherTime, .nanoseconds(work.nanoseconds / 4)))
    inbox.withLock { $0.restsUntil = now + rest }
  }

  private static let longTurn = TimeAmount(Limits.longTurn)
  private static let gatherTime = TimeAmount(Limits.gatherTime)

  private func open(_ parcel: Parcel) {
    switch parcel {
    case .deliver(let delivery):
      guard let listeners = topics[delivery.topic] else { return }
      if listeners.gathered.isEmpty { touched.append(listeners) }
      listeners.gathered.append(delivery)
    case .answer(let socket, let frame, let told):
      if let told { topics[.post(told.post)]?.tell(socket, version: told.version) }
      socket.answered(with: frame)
    case .work(let work): work()
    }
  }

  /// Has a socket written to at the end of this turn, or of the next.
  func markDirty(_ socket: Socket) {
    dirty.append(socket)
    if !isInTurn, dirty.count == 1 { post(.work {}) }
  }

  /// Has an actor visited, with all others that are woken while the loop reads
  /// what there is.
  func visit(_ visit: @escaping Rounds.Visit, in rounds: Rounds) {
    if let place = visits.firstIndex(where: { $0.rounds === rounds }) {
      return visits[place].visits.append(visit)
    }
    visits.append((rounds, [visit]))
    guard visits.count == 1 else { return }
    loop.assumeIsolated().execute {
      for (rounds, visits) in self.visits.takeAll() { rounds.add(visits) }
    }
  }

  // MARK: - Listeners

  /// Who listens to a tap here; from now on the tap is heard on this loop.
  func listeners(of tap: Tap) -> Listeners {
    if let there = topics[tap.topic] { return there }
    taps.claimAgain(tap)
    let new = Listeners(tap, position: tap.listen(index))
    topics[tap.topic] = new
    return new
  }

  func listeners(of topic: Topic) -> Listeners? { topics[topic] }

  /// Ends a socket's listening to a topic.
  func unlisten(_ socket: Socket, _ topic: Topic) {
    guard let listeners = topics[topic] else { return }
    listeners.remove(socket)
    dropIfEmpty(listeners)
  }

  /// Gives up a topic that nobody here listens to.
  func dropIfEmpty(_ listeners: Listeners) {
    guard listeners.isEmpty, topics[listeners.topic] === listeners else { return }
    topics[listeners.topic] = nil
    listeners.tap.unlisten(index)
    taps.release([listeners.tap])
  }

  /// Looks after who is silent.
  func beat(at now: Duration) {
    watch.beat(at: now)
    for socket in outlets.sockets { socket.beat(at: now) }
  }
}

/// Likes that an answer tells, so that nothing older follows it.
struct ToldLikes: Sendable {
  let post: PostID
  let version: Int64

  init?(_ answer: Answer, of post: PostID) {
    guard case .likes(let likes) = answer else { return nil }
    (self.post, version) = (post, likes.version)
  }
}
