/// Everybody looks at one post, and likes it and takes it back, one after the other.
final class StormPlay: Play {
  /// What one visitor has seen of the post.
  private struct Seen {
    var count: Int64 = -1
    var version: Int64 = -1
    var frames = 0
    /// When those of the last second came.
    var recent: [UInt64] = []
    var isLiking = false
    /// When it asked; 0 when it waits for nothing.
    var askedAt: UInt64 = 0
  }

  private let crew: Crew
  private let seconds: Double
  private let likesPerSecond: Double
  private let post: String
  private var seen: [Int: Seen] = [:]
  private var unsubscribed = 0
  private var began: UInt64 = 0
  private var asked = 0
  private var unanswered = 0
  private var movedAt: UInt64 = 0
  private(set) var isDone = false

  /// Without any news for so long, the last count has come.
  private static let quietSeconds = 1.0
  /// Contract §3: at most so many `likes` events a second reach a socket for one post.
  private static let framesPerSecond = 10.0

  init(_ crew: Crew, seconds: Double, likesPerSecond: Double, post: String) {
    self.crew = crew
    self.seconds = seconds
    self.likesPerSecond = likesPerSecond / Double(crew.assignment.workers)
    self.post = post
  }

  var isPrepared: Bool { unsubscribed == 0 }

  func prepare(_ now: UInt64) {
    unsubscribed = crew.visitors.count
    for visitor in crew.visitors {
      visitor.ask { Question.subscribe(ref: $0, post: post) }
    }
  }

  func begin(_ now: UInt64) {
    for visitor in crew.visitors { seen[visitor.index] = Seen() }
    (began, movedAt) = (now, now)
  }

  func turn(_ now: UInt64) {
    guard began > 0, !isDone else { return }
    if Monotonic.seconds(from: began, to: now) < seconds {
      let due = Int(Monotonic.seconds(from: began, to: now) * likesPerSecond)
      while asked < due, like(now) {}
    } else if unanswered == 0,
      Monotonic.seconds(from: movedAt, to: now) > Self.quietSeconds
    {
      report()
    }
  }

  /// The next visitor's turn.
  ///
  /// - Returns: false where it still waits for an answer.
  private func like(_ now: UInt64) -> Bool {
    let visitor = crew.visitors[asked % crew.visitors.count]
    guard var mine = seen[visitor.index], mine.askedAt == 0 else { return false }
    mine.isLiking.toggle()
    mine.askedAt = now
    seen[visitor.index] = mine
    asked += 1
    unanswered += 1
    visitor.ask { Question.like(ref: $0, post: post, isLike: mine.isLiking) }
    return true
  }

  func answered(
    _ visitor: Visitor, ref: Int?, isRefusal: Bool, _ payload: UnsafeRawBufferPointer,
    _ now: UInt64
  ) {
    guard began > 0 else {
      unsubscribed -= 1
      return
    }
    guard let asked = seen[visitor.index]?.askedAt, asked > 0 else { return }
    seen[visitor.index]?.askedAt = 0
    // Who has its count from the answer need not be told it again.
    if let likes = Excerpt.likes(payload) { enter(likes, visitor) }
    crew.tally.answers.record(nanoseconds: now - asked)
    unanswered -= 1
    movedAt = now
  }

  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {
    guard event.name == .likes, began > 0, let likes = Excerpt.likes(payload) else { return }
    enter(likes, visitor)
    guard var mine = seen.removeValue(forKey: visitor.index) else { return }
    mine.frames += 1
    mine.recent.removeAll { Monotonic.seconds(from: $0, to: now) >= 1 }
    mine.recent.append(now)
    crew.tally.extreme("framesInASecond", Double(mine.recent.count))
    seen[visitor.index] = mine
    movedAt = now
  }

  private func enter(_ likes: (count: Int64, version: Int64), _ visitor: Visitor) {
    let known = seen[visitor.index]?.version ?? -1
    if likes.version < known { crew.tally.sums["versionsBack", default: 0] += 1 }
    guard likes.version >= known else { return }
    seen[visitor.index]?.count = likes.count
    seen[visitor.index]?.version = likes.version
  }

  private func report() {
    let passed = Monotonic.seconds(from: began, to: movedAt)
    let newest = seen.values.map(\.version).max() ?? -1
    for mine in seen.values {
      crew.tally.extreme("count", Double(mine.count))
      crew.tally.extreme("version", Double(mine.version))
      if mine.version != newest { crew.tally.sums["behind", default: 0] += 1 }
      // Over the whole storm, and one more for its beginning: what comes late
      // by a crowded core may come two at a time.
      if Double(mine.frames) > Self.framesPerSecond * passed + 1 {
        crew.tally.sums["tooOften", default: 0] += 1
      }
      crew.tally.sums["likesFrames", default: 0] += mine.frames
    }
    crew.tally.sums["likes"] = asked
    crew.tally.extreme("stormSeconds", passed)
    isDone = true
  }
}
