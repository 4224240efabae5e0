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
  /// By the visitors' places.
  private var seen: [Seen] = []
  private var unsubscribed = 0
  private var began: UInt64 = 0
  private var asked = 0
  private var unanswered = 0
  private var movedAt: UInt64 = 0
  /// Frames in any second of any visitor, at most.
  private var busiest = 0
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
    seen = crew.visitors.map { _ in Seen() }
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
    let place = asked % crew.visitors.count
    guard seen[place].askedAt == 0 else { return false }
    seen[place].isLiking.toggle()
    seen[place].askedAt = now
    asked += 1
    unanswered += 1
    crew.visitors[place].ask {
      Question.like(ref: $0, post: post, isLike: seen[place].isLiking)
    }
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
    let place = self.place(of: visitor)
    let asked = seen[place].askedAt
    guard asked > 0 else { return }
    seen[place].askedAt = 0
    // Who has its count from the answer need not be told it again.
    if let likes = Excerpt.likes(payload) { enter(likes, place) }
    crew.tally.answers.record(nanoseconds: now - asked)
    unanswered -= 1
    movedAt = now
  }

  func heard(
    _ event: Glance.Event, _ payload: UnsafeRawBufferPointer, by visitor: Visitor, _ now: UInt64
  ) {
    guard event.name == .likes, began > 0, !visitor.isPublisher,
      let likes = Excerpt.likes(payload)
    else { return }
    let place = self.place(of: visitor)
    enter(likes, place)
    seen[place].frames += 1
    seen[place].recent.removeAll { Monotonic.seconds(from: $0, to: now) >= 1 }
    seen[place].recent.append(now)
    busiest = max(busiest, seen[place].recent.count)
    movedAt = now
  }

  private func place(of visitor: Visitor) -> Int { visitor.index - crew.assignment.first }

  private func enter(_ likes: (count: Int64, version: Int64), _ place: Int) {
    let known = seen[place].version
    if likes.version < known { crew.tally.sums["versionsBack", default: 0] += 1 }
    guard likes.version >= known else { return }
    (seen[place].count, seen[place].version) = likes
  }

  private func report() {
    let passed = Monotonic.seconds(from: began, to: movedAt)
    let newest = seen.map(\.version).max() ?? -1
    for mine in seen {
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
    crew.tally.extreme("framesInASecond", Double(busiest))
    crew.tally.sums["likes"] = asked
    crew.tally.extreme("stormSeconds", passed)
    isDone = true
  }
}
