import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix

/// One worker process: takes orders, has its crew do them, and answers.
///
/// Everything runs on one thread, the loop's, so nothing in it is locked.
///
/// - Isolation: its event loop.
final class Worker {
  /// What was ordered and is not done yet.
  private enum Waiting {
    case nothing, opening, preparing, playing
    case starting(at: UInt64)
  }

  private let loop: any EventLoop
  private let answer: (Reply) -> Void
  private var crew: Crew?
  private var waiting = Waiting.nothing
  private var cpuBefore = 0.0

  /// Then NIO has its turn, to open and close.
  private static let readsInOneTurn = 16

  /// - Parameter answer: sends a reply to the bench.
  init(loop: any EventLoop, answer: @escaping (Reply) -> Void) {
    self.loop = loop
    self.answer = answer
  }

  func take(_ order: Order) {
    do { try carryOut(order) } catch { answer(.failed("\(error)")) }
  }

  private func carryOut(_ order: Order) throws {
    if case .open(let assignment) = order { return try open(assignment) }
    guard let crew else { throw Problem("a worker was ordered to begin before it was opened") }
    let now = Monotonic.now
    switch order {
    case .open: break
    case .prepare:
      waiting = .preparing
      crew.play.prepare(now)
    case .begin(let time):
      crew.clear(from: time)
      waiting = .starting(at: time)
    case .finish:
      crew.tally.cpuSeconds = Self.cpuSeconds - cpuBefore
      answer(.report(crew.tally))
      crew.tally.reported()
    }
  }

  private func open(_ assignment: Assignment) throws {
    let opening = Opening()
    let crew = try Crew(assignment, on: loop, play: opening)
    self.crew = crew
    try Metronome.start(crew) { [self] now in turn(now) }
    waiting = .opening
    if assignment.part.opensFirst { opening.open(crew) }
  }

  /// One pass of the loop: reads as long as there is something, within bounds.
  private func turn(_ now: UInt64) {
    guard let crew else { return }
    for _ in 0..<Self.readsInOneTurn {
      let hasRead = crew.reader.read()
      crew.play.turn(Monotonic.now)
      guard hasRead else { break }
      crew.hasRead = true
    }
    crew.post()
    switch waiting {
    case .nothing: break
    case .opening: opened(crew)
    case .preparing where crew.play.isPrepared: say(.prepared)
    case .starting(let time) where now >= time: begin(crew, now)
    case .playing where crew.play.isDone: say(.done)
    case .preparing, .starting, .playing: break
    }
  }

  private func begin(_ crew: Crew, _ now: UInt64) {
    cpuBefore = Self.cpuSeconds
    waiting = .playing
    crew.play.begin(now)
  }

  private func opened(_ crew: Crew) {
    guard let opening = crew.play as? Opening else { return }
    if let problem = opening.problem { return say(.failed(problem)) }
    guard opening.isDone else { return }
    crew.play = crew.makePlay()
    say(.opened)
  }

  private func say(_ reply: Reply) {
    waiting = .nothing
    answer(reply)
  }

  /// CPU seconds of this process since it began.
  private static var cpuSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }
}

extension Crew {
  /// Posts on the board what the bench and the other workers look at.
  func post() {
    board.set(.started, of: assignment.worker, startedSockets)
    board.set(.deliveries, of: assignment.worker, deliveredBefore &+ tally.deliveries)
  }

  /// Forgets what was counted; what was sent before `time` counts no more.
  func clear(from time: UInt64) {
    deliveredBefore += tally.deliveries
    tally.clear(from: time)
  }

  func makePlay() -> any Play {
    switch assignment.part {
    case .publish(let publishing): PublishPlay(self, publishing)
    case .idle(let seconds): IdlePlay(self, seconds: seconds)
    case .churn(let seconds, let opening): ChurnPlay(self, seconds: seconds, opening: opening)
    case .comeBack(let rate, let bytes):
      ReturnPlay(self, messagesPerSecond: rate, textBytes: bytes)
    case .storm(let seconds, let rate, let post):
      StormPlay(self, seconds: seconds, likesPerSecond: rate, post: post)
    case .day(let day): DayPlay(self, day)
    case .sleep(let sleeping): SleepPlay(self, sleeping)
    }
  }
}
