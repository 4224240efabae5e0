import HubbubDomain
import HubbubStore
import NIOCore
import Synchronization

/// One live socket: whose it is, what it hears, and what waits for it.
///
/// - Isolation: its event loop, but for `id`, `user`, `session` and what says otherwise.
final class Socket: SocketReceiver, @unchecked Sendable {  // its loop protects it
  enum Phase: Equatable {
    /// Greeted; nothing else comes until `start`.
    case greeted
    case starting
    case started
    case gone
  }

  let id: SocketID
  let session: Session
  /// Whose it is, by the name they have now.
  private(set) var user: User
  let person: People.Person
  let shard: LoopShard
  let hub: Hub
  let transport: any SocketTransport

  var phase = Phase.greeted
  private(set) var outbox = Outbox()
  /// Where a fan-out finds it; nil once it is gone.
  private(set) var outlet: Outlets.Number?
  private var isDirty = false
  /// Whether something waits that need not go out at once.
  private var isPatient = false
  /// Whether its peer did not take all that waited when it was last written to.
  private var isStalled = false
  /// Commands that wait for an answer.
  private(set) var inFlight = 0
  /// Commands that wait for ``start``.
  var waiting: [Question] = []
  /// The order in which what it asks is written.
  private lazy var order = CommandOrder()
  /// Who waits until none of them does.
  private var whenAnswered: (() -> Void)?
  /// The topics that it hears, or will as soon as they are open.
  var topics: SmallSet<Topic> = []
  /// What it has to catch up with, one after another.
  private var cursors: [CatchUp] = []
  private var isReading = false
  /// Since when a `start` is awaited.
  private var greetedAt: Duration
  private var pingedAt: Duration
  /// When the peer last said anything, in nanoseconds; from any thread.
  private let lastLife: Atomic<Int64>

  init(
    session: Session, person: People.Person, over transport: any SocketTransport,
    on shard: LoopShard, of hub: Hub
  ) {
    id = .make(at: hub.clock.wallTime())
    self.session = session
    user = session.user
    self.person = person
    self.transport = transport
    self.shard = shard
    self.hub = hub
    greetedAt = hub.clock.now()
    pingedAt = greetedAt
    lastLife = Atomic(greetedAt.nanoseconds)
    outlet = shard.outlets.add(self)
  }

  /// Takes in that its user is called otherwise from now on.
  func rename(_ user: User) { self.user = user }

  var isStarted: Bool { phase == .started }

  // MARK: - Life of the peer

  func sawLife() { lastLife.store(hub.clock.now().nanoseconds, ordering: .relaxed) }

  /// How long nothing has come in.
  ///
  /// From any thread.
  func silence(at now: Duration) -> Duration {
    now - .nanoseconds(lastLife.load(ordering: .relaxed))
  }

  // MARK: - Answers

  /// Answers `ref` with what becomes of a change, from any thread; the change
  /// is written after those that were asked before.
  ///
  /// - Parameter post: whose likes the answer tells, if it does.
  func asker(_ ref: Int64, likesOf post: PostID? = nil) -> Asker {
    inFlight += 1
    return Asker(at: order.take()) { [self] in answer($0.result, ref, likesOf: post) }
  }

  /// The same for what writes nothing, and comes in no order.
  func reader(_ ref: Int64) -> Asker {
    inFlight += 1
    return Asker { [self] in answer($0.result, ref, likesOf: nil) }
  }

  private func answer(_ result: Result<Answer, Refusal>, _ ref: Int64, likesOf post: PostID?) {
    switch result {
    case .success(let answer):
      let told = post.flatMap { ToldLikes(answer, of: $0) }
      shard.post(.answer(self, Frame.text(Wire.answer(answer, ref: ref)), told: told))
    case .failure(let refusal):
      hub.counts.refused(refusal.code)
      shard.post(.answer(self, Frame.text(Wire.refusal(refusal, ref: ref)), told: nil))
    }
  }

  /// Takes the answer to a command that was in flight.
  func answered(with frame: ByteBuffer) {
    inFlight -= 1
    tell(frame)
    noteIfAnswered()
  }

  /// Calls `done` once no command waits for an answer, or the socket is gone.
  func onceAnswered(_ done: @escaping () -> Void) {
    whenAnswered = done
    noteIfAnswered()
  }

  /// Tells whoever waits for it that all is answered, once it is.
  func noteIfAnswered() {
    let isAnswered = phase != .starting && inFlight + waiting.count == 0
    guard isAnswered || phase == .gone else { return }
    whenAnswered.take()?()
  }

  /// Answers at once.
  func refuse(_ refusal: Refusal, ref: Int64?) {
    hub.counts.refused(refusal.code)
    tell(Frame.text(Wire.refusal(refusal, ref: ref)))
  }

  // MARK: - Frames out

  /// Queues an answer.
  func tell(_ frame: ByteBuffer) {
    guard phase != .gone else { return }
    hub.counts.add(.answers)
    queue(frame)
  }

  /// Queues what this socket asked for and what is of no use to anybody else.
  func queue(_ frame: ByteBuffer) {
    guard phase != .gone else { return }
    closeOutlet()
    outbox.add(frame)
    markDirty()
  }

  /// Queues what is told to all who listen; a full outbox ends this socket,
  /// unless its peer takes what waits.
  ///
  /// - Parameter isPatient: whether it may wait for more to go out with it.
  func offer(
    _ frames: ByteBuffer, lane: Lane, key: LatestKey? = nil, isPatient: Bool = false
  ) {
    guard phase != .gone else { return }
    closeOutlet()
    var offer = outbox.offer(frames, lane: lane, key: key)
    if offer == .overflowed, !transport.isBackedUp {
      // A turn that carries much fills outboxes of peers that are not slow.
      flush()
      offer = outbox.offer(frames, lane: lane, key: key)
    }
    switch offer {
    case .queued: if isPatient { markPatient() } else { markDirty() }
    case .collapsed: shard.turn.collapsed += 1
    case .dropped: shard.turn.dropped += 1
    case .overflowed:
      shard.turn.slowConsumers += 1
      end(.slowConsumer, reason: "")
    }
  }

  private func markDirty() {
    guard !isDirty else { return }
    isDirty = true
    shard.markDirty(self)
  }

  private func markPatient() {
    guard !isDirty, !isPatient else { return }
    isPatient = true
    shard.patient.add(self)
  }

  /// Writes what was in no hurry, unless it went out with something else.
  func flushPatient() {
    if isPatient, phase != .gone { flush() }
  }

  /// Has the outbox keep the order from here on, with what was noted before.
  private func closeOutlet() {
    guard let outlet else { return }
    if let noted = shard.outlets.take(outlet) {
      _ = outbox.offer(noted, lane: .lossless)  // it was empty, and a run fits
    }
    shard.outlets.set(outlet, nil)
    if !outbox.isEmpty { markDirty() }
  }

  /// Lets fan-out past the outbox, as long as nothing waits there.
  private func openOutlet() {
    guard let outlet, phase != .gone, outbox.isEmpty else { return }
    shard.outlets.set(outlet, transport.descriptor)
  }

  /// What was noted stays where it is: only the transport takes it now.
  func descriptorChanged() {
    guard outlet != nil else { return }
    if transport.descriptor == nil { closeOutlet() } else { openOutlet() }
  }

  /// Writes what waits, once for all of it.
  func flush() {
    (isDirty, isPatient) = (false, false)
    while !transport.isBackedUp, let frames = outbox.next(upTo: Limits.writeBytes) {
      shard.turn.writes += 1
      transport.write(frames)
    }
    openOutlet()
    if isStalled == outbox.isEmpty { noteStall() }
    catchUp()
  }

  private func noteStall() {
    isStalled = !outbox.isEmpty
    if isStalled { shard.watch.stall(self, at: hub.clock.now()) } else { shard.watch.unstall(self) }
  }

  /// The peer took what waited, which is a sign of life as good as any.
  func drained() {
    sawLife()
    flush()
  }

  // MARK: - Catching up

  /// Has a socket read what it missed, after what it reads now.
  func enqueue(_ cursor: CatchUp) {
    guard !cursor.isOver, cursor.isBehind, !cursor.isQueued, !cursor.isHeld else { return }
    cursor.isQueued = true
    cursors.append(cursor)
    catchUp()
  }

  /// The topic moved on: whoever is level with it is live, whoever fell back reads.
  func reconsider(_ cursor: CatchUp) {
    if cursor.isHeld { return }
    if cursor.end != nil, !cursor.isBehind {
      leave(cursor.listeners.topic)
    } else if cursor.isLevel {
      cursor.listeners.turnLive(cursor)
    } else {
      enqueue(cursor)
    }
  }

  /// Reads one page, while there is room for it.
  private func catchUp() {
    guard !isReading, phase == .started, outbox.bytes < Limits.outboxSoftBytes else { return }
    // Topics that were left meanwhile have nobody listening, and may be gone.
    cursors.removeAll(where: \.isOver)
    guard let cursor = cursors.first else { return }
    isReading = true
    let (topic, after) = (cursor.listeners.topic, cursor.next - 1)
    // Not above what came by: who caused it may not have been answered yet.
    let limit = min(Limits.catchUpPage, Int(cursor.last - after))
    Task { [self] in
      let page = await hub.page(of: topic, after: after, limit: limit, for: self)
      shard.post(.work { [self] in take(page) })
    }
  }

  /// Takes a page of the first cursor.
  ///
  /// Meanwhile the topic may have moved on, or be left.
  private func take(_ page: [Event]?) {
    isReading = false
    guard phase == .started, let cursor = cursors.first else { return }
    guard let page, !page.isEmpty || cursor.isOver else {
      return end(.overloaded, reason: Wire.comeBack(after: Limits.unavailableRetryAfter))
    }
    if !cursor.isOver {
      for event in page { queue(Frame.text(Wire.event(event))) }
      cursor.next += Int64(page.count)
    }
    if cursor.isOver || !cursor.isBehind {
      cursors.removeFirst()
      cursor.isQueued = false
      if !cursor.isOver { reconsider(cursor) }
    }
    catchUp()
  }

  // MARK: - Life

  /// Begins to listen; what is asked from now on is carried out.
  func setStarted() {
    phase = .started
    for question in waiting.takeAll() { hub.perform(question, for: self) }
    noteIfAnswered()
  }

  /// Gives up a start that could not be carried out: it may be tried again.
  func failStart(_ refusal: Refusal, ref: Int64) {
    guard phase == .starting else { return }
    phase = .greeted
    greetedAt = hub.clock.now()
    refuse(refusal, ref: ref)
    for question in waiting.takeAll() { refuse(.notStarted, ref: question.ref) }
    noteIfAnswered()
  }

  func beat(at now: Duration) {
    let heartbeat = hub.configuration.heartbeat
    if phase == .greeted, now - greetedAt >= Limits.startTimeout {
      end(.noStart, reason: "")
    } else if silence(at: now) >= heartbeat * Limits.silentHeartbeats {
      end(.noHeartbeat, reason: "")
    } else if now - pingedAt >= heartbeat {
      pingedAt = now
      transport.ping()
    }
  }

  /// Says goodbye after what waits; nothing more is queued.
  func end(_ code: CloseCode, reason: String) {
    guard phase != .gone else { return }
    closeOutlet()
    if code != .slowConsumer { flush() }
    phase = .gone
    outbox.clear()
    transport.close(code, reason: reason)
  }

  func disconnected(_ code: UInt16?) {
    phase = .gone
    whenAnswered.take()?()
    outbox.clear()
    cursors = []
    _ = waiting.takeAll()
    for topic in topics { shard.unlisten(self, topic) }
    topics = []
    shard.watch.unstall(self)
    if let outlet = outlet.take() { shard.outlets.remove(outlet) }
    hub.disconnect(self, code)
  }
}

extension Refusal {
  static let alreadyStarted = Refusal(.badRequest, "This socket has started already.")
  static let notStarted = Refusal(.badRequest, "The first command must be a start.")
}

extension Duration {
  /// Whole nanoseconds; 292 years fit.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
