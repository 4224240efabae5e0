/// What a community does: everybody is somewhere, a few do something.
///
/// - Source: ``Day`` for how often; who does it is drawn at random.
final class DayPlay: Play {
  private let crew: Crew
  private let day: Day
  private let outbox: Outbox
  private let pages: PageReader
  private var began: UInt64 = 0
  private var end: UInt64 = 0
  /// What is done in turn, with its rate and how often it was.
  private var habits: [(perSecond: Double, done: Int, act: (Visitor) -> Void)] = []
  /// The newest posts that anybody here has heard of.
  private var posts: [String] = []
  private var likers: Set<Int> = []
  private var away = 0
  private var expected = 0
  private var pagesAsked = 0
  private var movedAt: UInt64 = 0
  private(set) var isDone = false

  /// Posts that are liked: what is on the first screens.
  private static let posts = 20
  /// One visitor in so many looks at a new post, and asks for its topic.
  private static let lookers = 10
  /// Without a delivery for so long, everything has come.
  private static let quietSeconds = 1.0

  init(_ crew: Crew, _ day: Day) {
    self.crew = crew
    self.day = day
    outbox = Outbox(crew)
    pages = PageReader(crew)
    let share = 1 / Double(crew.assignment.workers)
    habits = [
      (day.messagesPerSecond * share, 0, { [unowned self] in write(by: $0) }),
      (day.typingPerSecond * share, 0, { [unowned self] in type(by: $0) }),
      (day.likesPerSecond * share, 0, { [unowned self] in like(by: $0) }),
      (day.readMarksPerSecond * share, 0, { [unowned self] in mark(by: $0) }),
      (day.postsPerSecond * share, 0, { [unowned self] in post(by: $0) }),
      (day.pagesPerSecond * share, 0, { [unowned self] in read(by: $0) }),
      (day.leavesPerSecond * share, 0, { [unowned self] in leave(by: $0) }),
    ]
  }

  func begin(_ now: UInt64) {
    (began, end, movedAt) = (now, now + Monotonic.nanoseconds(day.seconds), now)
  }

  func turn(_ now: UInt64) {
    guard began > 0, !isDone else { return }
    if now < end { return act(Monotonic.seconds(from: began, to: now)) }
    guard away == 0, outbox.isEmpty, pages.unanswered == 0 else {
      movedAt = now
      return
    }
    movedAt = max(movedAt, crew.tally.lastAt)
    if Monotonic.seconds(from: movedAt, to: now) > Self.quietSeconds { report() }
  }

  /// Does what is due after so many seconds.
  private func act(_ seconds: Double) {
    for place in habits.indices {
      while Double(habits[place].done) < seconds * habits[place].perSecond {
        habits[place].done += 1
        guard let visitor = crew.visitors.randomElement(), visitor.stage == .started else {
          continue
        }
        habits[place].act(visitor)
      }
    }
  }

  private func report() {
    crew.tally.sums["expected"] = expected
    crew.tally.sums["published"] = outbox.answered
    for visitor in crew.visitors {
      crew.tally.extreme("feed", Double(visitor.ledger.last(TopicKey("feed")) ?? 0))
    }
    isDone = true
  }

  // MARK: - What one does

  private func write(by visitor: Visitor) {
    let text = Token.text(crew.stamp(), bytes: day.textBytes)
    expected += crew.members(ofRoom: visitor.index % crew.rooms.count)
    outbox.send(text, to: crew.room(of: visitor), by: visitor)
  }

  private func type(by visitor: Visitor) {
    visitor.ask { Question.typing(ref: $0, conversation: crew.room(of: visitor)) }
  }

  private func like(by visitor: Visitor) {
    guard let post = posts.randomElement() else { return }
    let isLike = likers.insert(visitor.index).inserted
    if !isLike { likers.remove(visitor.index) }
    visitor.ask { Question.like(ref: $0, post: post, isLike: isLike) }
  }

  private func mark(by visitor: Visitor) {
    let room = crew.room(of: visitor)
    guard let seq = visitor.ledger.last(TopicKey("conversation:\(room)")), seq > 0 else { return }
    visitor.ask { Question.read(ref: $0, conversation: room, seq: seq) }
  }

  private func post(by visitor: Visitor) {
    pagesAsked += 1
    let body = PostQuestion.body(
      text: "What I did today, as said by \(visitor.login.username)",
      key: crew.key(-pagesAsked))
    ask("POST", "/api/posts", body, visitor) { [unowned self] in
      crew.tally.sums["posts", default: 0] += 1
    }
  }

  private func read(by visitor: Visitor) {
    pagesAsked += 1
    let paths = [
      "/api/bootstrap", "/api/feed?limit=20",
      "/api/conversations/\(crew.room(of: visitor))/messages?limit=50",
    ]
    ask("GET", paths[pagesAsked % paths.count], nil, visitor) { [unowned self] in
      crew.tally.sums["pages", default: 0] += 1
    }
  }

  private func ask(
    _ method: String, _ path: String, _ body: String?, _ visitor: Visitor,
    _ done: @escaping () -> Void
  ) {
    let asked = Monotonic.now
    pages.ask(
      PageReader.Request(method: method, path: path, token: visitor.login.token, body: body) {
        [unowned self] status in
        guard 200..<300 ~= status else {
          crew.tally.sums["failedPages", default: 0] += 1
          return
        }
        crew.tally.pages.record(nanoseconds: Monotonic.now - asked)
        done()
      })
  }

  // MARK: - Going and coming

  private func leave(by visitor: Visitor) {
    away += 1
    visitor.close()
  }

  func ended(_ visitor: Visitor, _ ending: Ending) {
    // Who was sent away, or not let in, is away too.
    if visitor.wasStarted, ending != .closed(code: nil, slot: nil) { away += 1 }
    crew.later(day.awaySeconds * .random(in: 0.5..<1.5)) { visitor.open() }
  }

  func started(_ visitor: Visitor, _ now: UInt64) {
    away -= 1
    crew.tally.sums["comings", default: 0] += 1
    outbox.sendAgain(by: visitor)
  }

  // MARK: - What one hears

  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {
    guard event.name == .post else { return }
    movedAt = now
    guard Int.random(in: 0..<Self.lookers) == 0, visitor.stage == .started,
      let post = Excerpt.text(after: "\"post\":{\"id\":\"", in: payload)
    else { return }
    if posts.last != post, !posts.contains(post) { posts = posts.suffix(Self.posts - 1) + [post] }
    visitor.ask { Question.subscribe(ref: $0, post: post) }
  }

  func answered(
    _ visitor: Visitor, ref: Int?, isRefusal: Bool, _ payload: UnsafeRawBufferPointer,
    _ now: UInt64
  ) {
    outbox.answered(ref: ref, by: visitor, isRefusal: isRefusal)
  }
}
