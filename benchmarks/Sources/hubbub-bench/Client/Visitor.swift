/// One simulated person: a login, and what they have seen over all of their sockets.
///
/// - Isolation: the worker's event loop.
final class Visitor {
  enum Stage {
    case away, opening
    /// A `start` was answered.
    case started
  }

  /// Counts over all workers: user `u7` is visitor 7.
  let index: Int
  let login: Login
  /// The publisher hears every room too, which is no delivery.
  let isPublisher: Bool
  /// It may stop reading, so that what it hears is no delivery either.
  var isSleeper = false
  private(set) var stage = Stage.away
  /// Whether the socket that is there, or the last one, was started.
  private(set) var wasStarted = false
  var ledger = Ledger()
  /// When the socket that is there, or the last one, began to open.
  private(set) var openedAt: UInt64 = 0

  private let crew: Crew
  private var socket: ClientSocket?
  private var epoch: String?
  private var since: [String: Int64] = [:]
  /// Where each topic stood when the last `start` was answered.
  private(set) var heads: [TopicKey: Int64] = [:]
  private var lastRef = Question.startRef

  init(index: Int, login: Login, isPublisher: Bool, crew: Crew) {
    self.index = index
    self.login = login
    self.isPublisher = isPublisher
    self.crew = crew
  }

  // MARK: - Coming and going

  /// Opens a socket; the play is told when it has started, or how it ended.
  func open() {
    stage = .opening
    wasStarted = false
    openedAt = Monotonic.now
    let socket = ClientSocket(self, crew)
    self.socket = socket
    crew.connect(socket, from: index, isNarrow: isSleeper) { [self] in ended(socket, .nobody) }
  }

  /// Ends the socket; the play is told when it has ended.
  func close() { socket?.close() }

  /// Stops reading; what is sent meanwhile stays with the kernels and the server.
  func sleep() { socket?.pause() }

  /// Reads again.
  func wake() { socket?.resume() }

  /// The socket is no more; told twice, once counts.
  func ended(_ socket: ClientSocket, _ ending: Ending) {
    guard self.socket === socket else { return }
    if stage == .started { crew.startedSockets -= 1 }
    self.socket = nil
    stage = .away
    crew.play.ended(self, ending)
  }

  // MARK: - Asking

  /// Asks what `question` makes of the next ref.
  ///
  /// - Returns: the ref that the answer will carry.
  @discardableResult
  func ask(_ question: (Int) -> String) -> Int {
    lastRef += 1
    socket?.send(question(lastRef))
    return lastRef
  }

  // MARK: - Hearing

  @inline(__always)
  func hear(_ payload: UnsafeRawBufferPointer, _ now: UInt64) {
    switch Glance.read(payload) {
    case .event(let event): hear(event, payload, now)
    case .answer(let ref, let isRefusal): answered(ref, isRefusal, payload, now)
    case nil: crew.tally.sums["badFrames", default: 0] += 1
    }
  }

  @inline(__always)
  private func hear(_ event: Glance.Event, _ payload: UnsafeRawBufferPointer, _ now: UInt64) {
    guard let topic = event.topic, event.name != .joined, event.name != .left else {
      return begun(event, payload)
    }
    if let seq = event.seq, crew.followsTopics {
      let finding = ledger.enter(topic, seq)
      if finding != .next {
        crew.tally.note(finding)
        guard finding.isNew else { return }
      }
    }
    if event.name == .message {
      Token.each(in: payload) { stamp in delivered(stamp, now) }
    }
    crew.play.heard(event, payload, by: self, now)
  }

  @inline(__always)
  private func delivered(_ stamp: UInt64, _ now: UInt64) {
    if isPublisher || isSleeper { return }
    crew.tally.delivered(stamp, now)
  }

  /// Hello, and topics that begin or end.
  private func begun(_ event: Glance.Event, _ payload: UnsafeRawBufferPointer) {
    guard let topic = event.topic else { return greeted(payload) }
    if event.name == .left { return ledger.end(topic) }
    if let name = Excerpt.decoded(TopicFrame.self, payload)?.topic { crew.names[topic] = name }
    ledger.begin(topic, at: event.seq ?? 0)
  }

  private func greeted(_ payload: UnsafeRawBufferPointer) {
    if crew.followsTopics {
      since = [:]
      for (topic, seq) in ledger.heads { since[crew.names[topic] ?? ""] = seq }
      since[""] = nil
    }
    socket?.send(Question.start(epoch: epoch, since: since))
    if crew.followsTopics { epoch = Excerpt.epoch(payload) ?? epoch }
  }

  private func answered(
    _ ref: Int?, _ isRefusal: Bool, _ payload: UnsafeRawBufferPointer, _ now: UInt64
  ) {
    if ref == Question.startRef, stage == .opening, !isRefusal {
      if crew.followsTopics, let answer = Excerpt.decoded(StartAnswer.self, payload)?.ok {
        follow(answer)
      }
      stage = .started
      wasStarted = true
      crew.startedSockets += 1
      crew.play.started(self, now)
    } else {
      if isRefusal { crew.tally.sums["refusedCommands", default: 0] += 1 }
      crew.play.answered(self, ref: ref, isRefusal: isRefusal, payload, now)
    }
  }

  /// Counts on from what was seen, or from the head where that cannot be continued.
  private func follow(_ answer: StartAnswer.Answer) {
    let reset = Set(answer.reset)
    heads = [:]
    for (name, head) in answer.heads {
      let topic = TopicKey(name)
      crew.names[topic] = name
      heads[topic] = head
      if since[name] == nil || reset.contains(name) { ledger.begin(topic, at: head) }
    }
    crew.tally.sums["resets", default: 0] += reset.count
  }
}

extension Ledger.Finding {
  /// Whether the frame brought something that was not seen before.
  fileprivate var isNew: Bool { self != .again }
}

/// `{"topic":"…"}` and more.
private struct TopicFrame: Decodable {
  let topic: String
}
